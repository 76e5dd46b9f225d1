import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';

/** Ids follow from numbers, so that copies can refer to each other. */
const CONTRACT = `('00000001-0000-7000-8000-' || lpad(i::text, 12, '0'))`;
const INVOICE = `('00000002-0000-7000-8000-' || lpad(i::text, 12, '0'))`;
const LINE = `('0000001' || part || '-0000-7000-8000-' || lpad(i::text, 12, '0'))`;

/** Copies a row with changed columns. Parameters: $1 its id, $2 number of copies. */
const copy = (table: string, key: string, changes: string, perCopy = ''): string => `
  insert into ${table}
  select (jsonb_populate_record(t, jsonb_build_object(${changes}))).*
    from ${table} t cross join generate_series(1, $2::int) i ${perCopy} where t.${key} = $1`;

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
    copy('contract', 'id', `'id', ${CONTRACT}, 'number', 'K-' || lpad(i::text, 6, '0')`),
  );
  await add(ids['draft'], copy('invoice', 'id', `'id', ${INVOICE}, 'contract_id', ${CONTRACT}`));
  await add(
    ids['draft'],
    copy(
      'invoice_line',
      'invoice_id',
      `'id', ${LINE}, 'invoice_id', ${INVOICE}, 'position', part`,
      `cross join generate_series(1, ${LINES_PER_DRAFT}) part`,
    ),
  );
  for (const table of ['contract', 'invoice', 'invoice_line']) await owner.query(`analyze ${table}`);
}
