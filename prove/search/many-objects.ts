import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import { copiedId, copyRows } from '../support/copied-rows.js';

interface Copied {
  readonly table: string;
  /** Name under which `ids` of a customer contains the id of the row to copy. */
  readonly of: string;
  /** Changed columns, as arguments of `jsonb_build_object` with the number `i` of the copy. */
  readonly changes: string;
}

/** Numbers of the kinds of objects. The id of a copy is derived from its kind and its number. */
export const KINDS = { machine: 1, contract: 2, invoice: 3, ticket: 4, customer: 5, buyer: 7 } as const;
const idOf = (kind: keyof typeof KINDS, number?: string): string => copiedId(KINDS[kind], number);

/** Number of objects of each kind per customer. */
export const PER_CUSTOMER = 20;

/** SQL expression of the customer's number for object `i`, if there are $2 objects. */
export const CUSTOMER_NUMBER = `1 + i % ceil($2::int / ${PER_CUSTOMER}.0)::int`;

/** SQL expression of the invoice's month, one of the 24 months up to October 2026. */
const MONTH = `date '2024-11-01' + make_interval(months => i % 24)`;

/** Names from a few words, so that many objects share parts of their names, as in a real installation. */
const NAME = `(array['Browar','Stal','Papier','Szklo','Meble','Auto','Chem','Farma'])[1 + i % 8] || ' '
  || (array['Kielce','Tychy','Gdynia','Opole','Radom','Torun','Lublin'])[1 + i / 8 % 7] || ' ' || i`;

/** Most tickets are closed. One in twenty is open, and one in two hundred has no technician. */
const TICKET_STATE = `'state', case when i % 200 = 0 then 'new' when i % 20 = 0 then 'assigned' else 'closed' end,
      'technician_id', case when i % 200 <> 0 then t.technician_id end, 'closed_at', case when i % 20 <> 0 then t.opened_at end,
      'symptom', case when i % 20 <> 0 then 'noise' end, 'cause', case when i % 20 <> 0 then 'wear' end,
      'remedy', case when i % 20 <> 0 then 'replaced' end`;

const COPIES: readonly Copied[] = [
  {
    table: 'customer',
    of: 'customer',
    changes: `'id', ${idOf('customer')}, 'code', 'C-' || i, 'name', ${NAME}`,
  },
  {
    table: 'customer_entity',
    of: 'buyer',
    changes: `'id', ${idOf('buyer')}, 'customer_id', ${idOf('customer')}`,
  },
  {
    table: 'machine',
    of: 'machine',
    changes: `'id', ${idOf('machine')}, 'serial', 'GA-' || lpad(i::text, 6, '0')`,
  },
  {
    table: 'contract',
    of: 'contract',
    changes: `'id', ${idOf('contract')}, 'number', 'K-' || lpad(i::text, 6, '0'),
      'customer_id', ${idOf('customer', CUSTOMER_NUMBER)}, 'buyer_id', ${idOf('buyer', CUSTOMER_NUMBER)}`,
  },
  {
    table: 'invoice',
    of: 'invoice',
    changes: `'id', ${idOf('invoice')}, 'contract_id', ${idOf('contract')}, 'number', 'INV-2026-' || lpad(i::text, 6, '0'), 'sequence', 1000 + i,
      'customer_id', ${idOf('customer', CUSTOMER_NUMBER)}, 'buyer_id', ${idOf('buyer', CUSTOMER_NUMBER)},
      'period_from', (${MONTH})::date, 'period_to', (${MONTH} + interval '1 month')::date,
      'net_minor', i * 37, 'tax_minor', i * 8, 'gross_minor', i * 45, 'total_minor', i * 37`,
  },
  {
    table: 'ticket',
    of: 'ticket',
    changes: `'id', ${idOf('ticket')}, 'number', 'SR-' || lpad(i::text, 6, '0'), 'alarm_id', null, 'machine_id', ${idOf('machine')},
      'description', 'Noise at ' || ${NAME}, ${TICKET_STATE}`,
  },
];

/** Copies a customer and its machine, contract, invoice and ticket, as the database's owner. */
export async function addObjects(owner: pg.Client, maker: MakerOfWorld, count: number): Promise<void> {
  const [{ ids, customerId }] = maker.customers;
  for (const { table, of, changes } of COPIES) {
    const copies = of === 'customer' || of === 'buyer' ? Math.ceil(count / PER_CUSTOMER) : count;
    await owner.query(copyRows(table, changes), [of === 'customer' ? customerId : ids[of], copies]);
    await owner.query(`analyze ${table}`);
    console.log(`${copies} copies in ${table}`);
  }
}
