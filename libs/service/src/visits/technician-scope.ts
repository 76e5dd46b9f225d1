import type { Transaction } from '#platform';

/**
 * Returns the technician that a scope acts as, which limits the scope to the technician's own tickets and visits.
 * @returns undefined for everyone else; `{ id: null }` for a technician's membership without a technician
 */
export async function findOwnTechnician(
  tx: Transaction,
): Promise<{ readonly id: string | null } | undefined> {
  if (tx.scope.hubId === undefined) return undefined;
  const [row]: { id: string }[] = await tx.manager.query(
    `select t.id from technician t join membership m on m.maker_id = t.maker_id and m.id = t.membership_id
      where t.maker_id = $1 and m.user_id = $2 and t.archived_at is null`,
    [tx.scope.makerId, tx.scope.userId],
  );
  return { id: row?.id ?? null };
}

/**
 * Returns SQL that limits tickets `t` beyond row-level security: a technician sees only tickets assigned to or raised
 * by them.
 * @param position number of the parameter that contains `loadOwnershipParameter`
 */
export function isOwnTicket(position: number): string {
  return `($${position}::uuid[] is null or t.technician_id = ($${position}::uuid[])[1] or t.opened_by = ($${position}::uuid[])[2])`;
}

/** Returns the parameter for `isOwnTicket`: null if the scope may see all tickets, otherwise `[technician, user]`. */
export async function loadOwnershipParameter(tx: Transaction): Promise<(string | null)[] | null> {
  const technician = await findOwnTechnician(tx);
  return technician ? [technician.id, tx.scope.userId] : null;
}
