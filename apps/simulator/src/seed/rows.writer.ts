import type { EntityManager } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts rows of one table in a single statement. Ranges, arrays, dates and numerics are in PostgreSQL's text format.
 * Existing rows stay unchanged.
 * @param rows all with the same columns; snake_case
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
