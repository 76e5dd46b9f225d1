import type { Transaction } from '#platform';

/**
 * Returns the actor's name, for records that are also read by people without access to the list of members. Null if the
 * product itself acts.
 */
export async function findActorName(tx: Transaction): Promise<string | null> {
  if (tx.scope.userId === null) return null;
  const [row]: { name: string }[] = await tx.manager.query(`select name from user_account where id = $1`, [
    tx.scope.userId,
  ]);
  return row?.name ?? null;
}
