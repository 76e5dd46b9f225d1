import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import { CUSTOMER_NUMBER, KINDS, PER_CUSTOMER } from '../search/many-objects.js';
import { copiedId, copyRows } from '../support/copied-rows.js';

const CUSTOMERS = `ceil($2::int / ${PER_CUSTOMER}.0)::int`;
const MACHINE = copiedId(KINDS.machine);
const CUSTOMER = copiedId(KINDS.customer, CUSTOMER_NUMBER);
/** Each customer has one site. */
const SITE = copiedId(6, CUSTOMER_NUMBER);
/** Number of machines of which one has an open alarm. */
const PER_ALARM = 100;

const NOW_MS = 'floor(extract(epoch from now()) * 1000)::bigint';
const LAST_VALUES = `jsonb_build_object(
  'state', jsonb_build_object('v', case d.device_key % 3 when 0 then 'idle' else 'load' end, 't', ${NOW_MS}),
  'pressure_bar', jsonb_build_object('v', 7.2, 't', ${NOW_MS}))`;

/** Statements, each with the name under which `ids` of a customer contains the id of the object to copy. */
const STATEMENTS: readonly (readonly [of: string, statement: string])[] = [
  [
    'site',
    copyRows('site', `'id', ${SITE}, 'customer_id', ${CUSTOMER}, 'code', 'S-' || i`, {
      copies: `generate_series(0, ${CUSTOMERS} - 1) i`,
    }),
  ],
  [
    'placement',
    copyRows(
      'placement',
      `'id', ${MACHINE}, 'machine_id', ${MACHINE}, 'site_id', ${SITE}, 'customer_id', ${CUSTOMER}`,
    ),
  ],
  [
    'device',
    copyRows('device', `'id', ${MACHINE}, 'machine_id', ${MACHINE}, 'code', 'D-' || i, 'device_key', i`),
  ],
  [
    'device',
    `insert into device_status
     select (jsonb_populate_record(t, jsonb_build_object('device_key', d.device_key, 'last_reading_at', now(),
              'last_seen_at', now(), 'last_values', ${LAST_VALUES}))).*
       from device_status t join device template on template.maker_id = t.maker_id and template.device_key = t.device_key
       join device d on d.maker_id = t.maker_id and d.code like 'D-%'
      where template.id = $1 and $2::int > 0`,
  ],
  [
    'alarm',
    copyRows(
      'alarm',
      `'id', ${MACHINE}, 'machine_id', ${MACHINE}, 'cleared_at', null, 'withdrawn_at', null`,
      { copies: `generate_series(1, $2::int, ${PER_ALARM}) i` },
    ),
  ],
];

/** Adds a placement and a reporting device for each machine of `addObjects`, and an open alarm for some of them. */
export async function addFleet(owner: pg.Client, maker: MakerOfWorld, count: number): Promise<void> {
  const [{ ids }] = maker.customers;
  for (const [of, statement] of STATEMENTS) await owner.query(statement, [ids[of], count]);
  for (const table of ['site', 'placement', 'device', 'device_status', 'alarm'])
    await owner.query(`analyze ${table}`);
}
