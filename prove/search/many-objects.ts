import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import { copiedId, copyRows } from '../support/copied-rows.js';

interface Copied {
  readonly table: string;
  /** Key of the copied row in the world's ids of a customer. */
  readonly of: string;
  /** Changed columns, as arguments of `jsonb_build_object` with the number `i` of the copy. */
  readonly changes: string;
}

/** Kinds of the copies, from which their ids follow. */
export const KINDS = { machine: 1, contract: 2, invoice: 3, ticket: 4, customer: 5 } as const;
const idOf = (kind: keyof typeof KINDS): string => copiedId(KINDS[kind]);

/** Names from a few syllables: many objects share parts of their names, as in a real installation. */
const NAME = `(array['Browar','Stal','Papier','Szklo','Meble','Auto','Chem','Farma'])[1 + i % 8] || ' '
  || (array['Kielce','Tychy','Gdynia','Opole','Radom','Torun','Lublin'])[1 + i / 8 % 7] || ' ' || i`;

const COPIES: readonly Copied[] = [
  {
    table: 'machine',
    of: 'machine',
    changes: `'id', ${idOf('machine')}, 'serial', 'GA-' || lpad(i::text, 6, '0')`,
  },
  {
    table: 'contract',
    of: 'contract',
    changes: `'id', ${idOf('contract')}, 'number', 'K-' || lpad(i::text, 6, '0')`,
  },
  {
    table: 'invoice',
    of: 'invoice',
    changes: `'id', ${idOf('invoice')}, 'contract_id', ${idOf('contract')}, 'number', 'INV-2026-' || lpad(i::text, 6, '0'), 'sequence', 1000 + i,
      'net_minor', i * 37, 'tax_minor', i * 8, 'gross_minor', i * 45, 'total_minor', i * 37`,
  },
  {
    table: 'ticket',
    of: 'ticket',
    changes: `'id', ${idOf('ticket')}, 'number', 'SR-' || lpad(i::text, 6, '0'), 'alarm_id', null, 'machine_id', ${idOf('machine')},
      'description', 'Noise at ' || ${NAME}`,
  },
  {
    table: 'customer',
    of: 'customer',
    changes: `'id', ${idOf('customer')}, 'code', 'C-' || i, 'name', ${NAME}`,
  },
];

/** Customers are fewer than the objects that belong to them. */
export const PER_CUSTOMER = 20;

/** Copies a customer's machine, contract, invoice, ticket and the customer itself, as the database's owner. */
export async function addObjects(owner: pg.Client, maker: MakerOfWorld, count: number): Promise<void> {
  const [{ ids }] = maker.customers;
  for (const { table, of, changes } of COPIES) {
    const copies = table === 'customer' ? Math.ceil(count / PER_CUSTOMER) : count;
    await owner.query(copyRows(table, changes), [ids[of], copies]);
    await owner.query(`analyze ${table}`);
    console.log(`${copies} copies in ${table}`);
  }
}
