import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Scope } from '../domain/scope.js';

/** The part of a transaction that writes rows. `UnitOfWork` also uses it to write a transaction's events. */
interface RowWriter {
  readonly manager: EntityManager;
  readonly scope: Pick<Scope, 'makerId'>;
}

/** Column values by entity property: jsonb as an object, `bigint` and `numeric` as text. */
export type RowOf<Entity> = { readonly [Property in keyof Entity]?: unknown };

/**
 * Inserts any number of rows in one statement with one parameter, regardless of their columns. The first row defines
 * the columns; omitted columns get their default.
 */
export async function insertRows<Entity extends ObjectLiteral>(
  tx: RowWriter,
  entity: EntityTarget<Entity>,
  rows: readonly RowOf<Entity>[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns, json } = describeRows(tx, entity, rows);
  const names = columns.map((name) => `"${name}"`).join(', ');
  await tx.manager.query(
    `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1)`,
    [json],
  );
}

/** Updates rows by maker and id in one statement. The first row defines the columns. */
export async function updateRows<Entity extends ObjectLiteral & { makerId: string; id: string }>(
  tx: RowWriter,
  entity: EntityTarget<Entity>,
  rows: readonly (RowOf<Entity> & { readonly id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns, json } = describeRows(tx, entity, rows);
  const changed = columns.filter((name) => name !== 'id' && name !== 'maker_id');
  await tx.manager.query(
    `update "${table}" t set ${changed.map((name) => `"${name}" = d."${name}"`).join(', ')}
       from json_populate_recordset(null::"${table}", $2) d
      where t.maker_id = $1 and t.id = d.id`,
    [tx.scope.makerId, json],
  );
}

/** Returns a row, keyed by column, in the form that `jsonb_populate_record` takes. */
export function toRow<Entity extends ObjectLiteral>(
  tx: RowWriter,
  entity: EntityTarget<Entity>,
  row: RowOf<Entity>,
): Readonly<Record<string, unknown>> {
  const { columns } = tx.manager.dataSource.getMetadata(entity);
  return Object.fromEntries(
    columns
      .filter(({ propertyName }) => propertyName in row)
      .map(({ propertyName, databaseName }) => [databaseName, row[propertyName as keyof Entity] ?? null]),
  );
}

function describeRows<Entity extends ObjectLiteral>(
  tx: RowWriter,
  entity: EntityTarget<Entity>,
  rows: readonly RowOf<Entity>[],
): { readonly table: string; readonly columns: readonly string[]; readonly json: string } {
  const { tableName, columns } = tx.manager.dataSource.getMetadata(entity);
  const presentColumns = columns.filter(({ propertyName }) => propertyName in rows[0]!);
  const values = rows.map((row) => {
    // Omitted properties are read as null, so hundreds of nulls need not be written, sent and parsed.
    const columnValues: Record<string, unknown> = {};
    for (const { propertyName, databaseName } of presentColumns) {
      const value: unknown = row[propertyName as keyof Entity] ?? null;
      if (value !== null) columnValues[databaseName] = value;
    }
    return columnValues;
  });
  return {
    table: tableName,
    columns: presentColumns.map(({ databaseName }) => databaseName),
    json: JSON.stringify(values),
  };
}
