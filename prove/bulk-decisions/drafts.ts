import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import { copiedId, copyRows } from '../support/copied-rows.js';

const CONTRACT = copiedId(1);
const INVOICE = copiedId(2);
const LINE = copiedId(`'1' || part`);

const LINES_PER_DRAFT = 3;

/**
 * Adds drafts of different contracts that can be approved: copies of the world's draft with three lines each.
 * @param owner a connection as the database's owner
 */
export async function addDrafts(owner: pg.Client, maker: MakerOfWorld, count: number): Promise<void> {
  const [{ ids }] = maker.customers;
  const add = (id: string | undefined, statement: string) => owner.query(statement, [id, count]);
  await add(
    ids['contract'],
    copyRows('contract', `'id', ${CONTRACT}, 'number', 'K-' || lpad(i::text, 6, '0')`),
  );
  await add(ids['draft'], copyRows('invoice', `'id', ${INVOICE}, 'contract_id', ${CONTRACT}`));
  await add(
    ids['draft'],
    copyRows('invoice_line', `'id', ${LINE}, 'invoice_id', ${INVOICE}, 'position', part`, {
      key: 'invoice_id',
      copies: `generate_series(1, $2::int) i cross join generate_series(1, ${LINES_PER_DRAFT}) part`,
    }),
  );
  for (const table of ['contract', 'invoice', 'invoice_line']) await owner.query(`analyze ${table}`);
}
