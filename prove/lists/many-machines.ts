import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import { PER_CUSTOMER } from '../search/many-objects.js';

const COUNT = '$2::int';
const padded = (number: string): string => `lpad((${number})::text, 12, '0')`;
/** Ids of the objects that `addObjects` has added. */
const MACHINE = `('00000001-0000-7000-8000-' || ${padded('i')})::uuid`;
const CUSTOMER = `('00000005-0000-7000-8000-' || ${padded(`1 + i % ceil(${COUNT} / ${PER_CUSTOMER}.0)::int`)})::uuid`;
const SITE = `('00000006-0000-7000-8000-' || ${padded(`1 + i % ceil(${COUNT} / ${PER_CUSTOMER}.0)::int`)})::uuid`;
/** One machine of a hundred has an open alarm. */
const PER_ALARM = 100;

const STATEMENTS: readonly { readonly of: string; readonly statement: string }[] = [
  {
    of: 'site',
    statement: `insert into site
      select (jsonb_populate_record(t, jsonb_build_object('id', ${SITE}, 'customer_id', ${CUSTOMER}, 'code', 'S-' || i))).*
        from site t, generate_series(0, ceil(${COUNT} / ${PER_CUSTOMER}.0)::int - 1) i where t.id = $1`,
  },
  {
    of: 'placement',
    statement: `insert into placement
      select (jsonb_populate_record(t, jsonb_build_object('id', ${MACHINE}, 'machine_id', ${MACHINE}, 'site_id', ${SITE}, 'customer_id', ${CUSTOMER}))).*
        from placement t, generate_series(1, ${COUNT}) i where t.id = $1`,
  },
  {
    of: 'device',
    statement: `insert into device overriding user value
      select (jsonb_populate_record(t, jsonb_build_object('id', ${MACHINE}, 'machine_id', ${MACHINE}, 'code', 'D-' || i, 'device_key', i))).*
        from device t, generate_series(1, ${COUNT}) i where t.id = $1`,
  },
  {
    of: 'device',
    statement: `insert into device_status
      select (jsonb_populate_record(t, jsonb_build_object('device_key', d.device_key, 'last_reading_at', now(), 'last_seen_at', now(),
               'last_values', jsonb_build_object('state', jsonb_build_object('v', case d.device_key % 3 when 0 then 'idle' else 'load' end, 't', floor(extract(epoch from now()) * 1000)::bigint),
                                                 'pressure_bar', jsonb_build_object('v', 7.2, 't', floor(extract(epoch from now()) * 1000)::bigint))))).*
        from device_status t join device template on template.maker_id = t.maker_id and template.device_key = t.device_key
        join device d on d.maker_id = t.maker_id and d.code like 'D-%'
       where template.id = $1 and ${COUNT} > 0`,
  },
  {
    of: 'alarm',
    statement: `insert into alarm
      select (jsonb_populate_record(t, jsonb_build_object('id', ${MACHINE}, 'machine_id', ${MACHINE}, 'cleared_at', null, 'withdrawn_at', null))).*
        from alarm t, generate_series(1, ${COUNT}, ${PER_ALARM}) i where t.id = $1`,
  },
];

/** Gives each machine of `addObjects` a site, a device that reports, and some of them an open alarm. */
export async function addFleet(owner: pg.Client, maker: MakerOfWorld, count: number): Promise<void> {
  const [{ ids }] = maker.customers;
  for (const { of, statement } of STATEMENTS) await owner.query(statement, [ids[of], count]);
  for (const table of ['site', 'placement', 'device', 'device_status', 'alarm'])
    await owner.query(`analyze ${table}`);
}
