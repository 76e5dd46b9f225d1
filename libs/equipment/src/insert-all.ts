import type { EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { Transaction } from '#platform';

/**
 * Maximum number of rows per statement, which can have at most 65,535 parameters. No table here has more than thirty
 * columns.
 */
const ROWS_PER_STATEMENT = 1000;

/** Inserts any number of rows in a few statements. */
export async function insertAll<Entity extends ObjectLiteral>(
  tx: Transaction,
  entity: EntityTarget<Entity>,
  rows: readonly QueryDeepPartialEntity<Entity>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await tx.manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(from, from + ROWS_PER_STATEMENT))
      .updateEntity(false)
      .execute();
  }
}
