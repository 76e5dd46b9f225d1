import type { Pool, PoolClient } from 'pg';
import { sqlStateOf } from '../domain/messages/storing-error.js';
import type { Ask } from './chunks/stored-blocks.js';

/** Works in one transaction of a connection of its own, which is given up when it breaks. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    // The first statement goes out with it: a busy process comes round to an answer late.
    const [, result] = await Promise.all([client.query('begin'), work(client)]);
    await client.query('commit');
    return result;
  });
}

/** What PostgreSQL says of every statement after one that failed. */
const TRANSACTION_IS_BROKEN = '25P02';

/**
 * Waits for statements that were sent without waiting for one another's answers.
 * @throws what the one that failed said, not those after it
 */
export async function allOf<T extends readonly unknown[]>(statements: {
  readonly [K in keyof T]: Promise<T[K]>;
}): Promise<T> {
  const settled = await Promise.allSettled(statements);
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length > 0)
    throw reasons.find((reason) => sqlStateOf(reason) !== TRANSACTION_IS_BROKEN) ?? reasons[0];
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

/** Lends a connection; what it left open is rolled back when the work fails. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that ends while it is ours tells it as an event too, which nobody else listens to.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    // A rollback that fails too means that the connection is gone, and with it the transaction.
    await client.query('rollback').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Asks on a connection, within whatever transaction it is in. */
export function askOf(client: PoolClient): Ask {
  return async <Row>(text: string, values: readonly unknown[]) =>
    (await client.query(text, [...values])).rows as Row[];
}
