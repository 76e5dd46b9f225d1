import type { Transaction } from '#platform';

/** The name of who acts, as a record keeps it that others read who can't look at people; null where the product itself acts. */
export async function findActorName(tx: Transaction): Promise<string | null> {
  if (tx.scope.userId === null) return null;
  const [row]: { name: string }[] = await tx.manager.query(`select name from user_account where id = $1`, [
    tx.scope.userId,
  ]);
  return row?.name ?? null;
}
