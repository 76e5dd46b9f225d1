import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Transaction } from './unit-of-work.js';

const names = new Map<string, string>();

/**
 * Asks what a long job asks of set after set: PostgreSQL reads and plans the text once a connection, and not each time. Under
 * row-level security each table brings its policy's tables with it, so that planning for eight of them takes as long as the
 * answer about some hundred rows.
 * @param text one of few: each stays in the memory of each connection, so it is never put together from what is asked for
 */
export async function preparedQuery<Row extends object>(
  tx: Pick<Transaction, 'manager'>,
  text: string,
  params: readonly unknown[],
): Promise<Row[]> {
  const client = (await tx.manager.queryRunner!.connect()) as ClientBase;
  const { rows } = await client.query<Row>({ name: nameOf(text), text, values: [...params] });
  return rows;
}

/**
 * Makes this transaction use plans that fit any parameters, from the first time that a connection prepares a text. Left to
 * itself, PostgreSQL plans the first five times anew, and goes on doing so where it expects a little from the values: for the
 * lists of a page that is most of their time. Not for texts whose best plan depends on their values.
 */
export async function planOnce(tx: Pick<Transaction, 'manager'>): Promise<void> {
  await tx.manager.query(`select set_config('plan_cache_mode', 'force_generic_plan', true)`);
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
