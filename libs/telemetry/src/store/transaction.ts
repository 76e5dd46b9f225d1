import type { Pool, PoolClient } from 'pg';
import { sqlStateOf } from '../domain/messages/storing-error.js';
import type { QueryFn } from './chunks/stored-blocks.js';

/** Runs work in one transaction on a separate connection, which is discarded if it breaks. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    // Send the first statement together with BEGIN, because a busy process handles responses late.
    const [, result] = await Promise.all([client.query('begin'), work(client)]);
    await client.query('commit');
    return result;
  });
}

/** PostgreSQL's error code for each statement after a failed one in the same transaction. */
const TRANSACTION_IS_BROKEN = '25P02';

/**
 * Awaits statements that were sent without awaiting each other's responses.
 * @throws the error of the statement that failed, not the errors of the statements after it
 */
export async function runAll<T extends readonly unknown[]>(statements: {
  readonly [K in keyof T]: Promise<T[K]>;
}): Promise<T> {
  const results = await Promise.allSettled(statements);
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (reasons.length > 0)
    throw reasons.find((reason) => sqlStateOf(reason) !== TRANSACTION_IS_BROKEN) ?? reasons[0];
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

/** Runs work on a pooled connection. If the work fails, rolls back the open transaction. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that ends while in use also emits an error event, which has no other listener.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    // If the rollback also fails, the connection and its transaction are gone.
    await client.query('rollback').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Returns a query function on a connection, within its current transaction. */
export function toQueryFn(client: PoolClient): QueryFn {
  return async <Row>(text: string, values: readonly unknown[]) =>
    (await client.query(text, [...values])).rows as Row[];
}
