import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Transaction } from './unit-of-work.js';

const statementNames = new Map<string, string>();

/**
 * Runs a query as a prepared statement, for long jobs that repeat it per batch. PostgreSQL parses and plans the text
 * once per connection. Row-level security adds each policy's tables to the plan, so planning a query on eight tables
 * takes as long as reading several hundred rows.
 * @param text one of a fixed set of texts. Each text stays in the connection's memory, so never build a text from the
 * input
 */
export async function preparedQuery<Row extends object>(
  tx: Pick<Transaction, 'manager'>,
  text: string,
  params: readonly unknown[],
): Promise<Row[]> {
  const client = (await tx.manager.queryRunner!.connect()) as ClientBase;
  const { rows } = await client.query<Row>({ name: statementNameOf(text), text, values: [...params] });
  return rows;
}

/**
 * Makes this transaction use generic plans from the first execution of a prepared statement. By default, PostgreSQL
 * makes a custom plan for the first five executions, and continues to do so if it expects a small gain from the values.
 * For the lists of a page, planning takes most of the time. Don't use it for statements where the best plan depends on
 * the values.
 */
export async function forceGenericPlans(tx: Pick<Transaction, 'manager'>): Promise<void> {
  await tx.manager.query(`select set_config('plan_cache_mode', 'force_generic_plan', true)`);
}

function statementNameOf(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  statementNames.set(text, name);
  return name;
}
