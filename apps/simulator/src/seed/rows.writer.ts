import type { EntityManager } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts rows into one table with a single statement. Does not change existing rows.
 * @param rows rows with the same snake_case columns; ranges, arrays, dates and numerics in PostgreSQL's text format
 */
export async function insertRows(manager: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ');
  await manager.query(
    `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}
