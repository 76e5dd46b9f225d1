import type { Transaction } from '#platform';
import type { ReminderPlan } from '../domain/reminders/plan-reminders.js';

/** Names of customers and their buyers, by id. */
export type PartyNames = ReadonlyMap<string, string>;

/** Loads the names of the customers and buyers of a plan. */
export async function loadNames(tx: Transaction, { letters, excluded }: ReminderPlan): Promise<PartyNames> {
  const documents = [
    ...letters.flatMap(({ reminders }) => reminders.map(({ document }) => document)),
    ...excluded.map(({ document }) => document),
  ];
  const rows: { id: string; name: string }[] = await tx.manager.query(
    `select id, name from customer where maker_id = $1 and id = any($2::uuid[])
      union all
     select id, name from customer_entity where maker_id = $1 and id = any($3::uuid[])`,
    [
      tx.scope.makerId,
      [...new Set(documents.map(({ customerId }) => customerId))],
      [...new Set(documents.map(({ buyerId }) => buyerId))],
    ],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
