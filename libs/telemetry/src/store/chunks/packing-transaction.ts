import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction.js';

/**
 * Runs work in a transaction with the exclusive right to rewrite a maker's chunks. Otherwise, two transactions could
 * rewrite the same chunks.
 */
export function inPackingTransaction<T>(
  pool: Pool,
  makerId: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7261))', [makerId]);
    return work(client);
  });
}
