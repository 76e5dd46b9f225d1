import type { Transaction } from '#platform';

/**
 * The technician that a scope acts as, so that it reaches their own tickets and visits alone.
 * @returns undefined for everybody else; `{ id: null }` for a technician's membership that no technician was made for
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
 * SQL for a ticket `t` that the scope may see beyond what row-level security says: a technician's are those given to
 * them and those they raised.
 * @param place number of the parameter that holds `ownershipParameter`
 */
export function isOwnTicket(place: number): string {
  return `($${place}::uuid[] is null or t.technician_id = ($${place}::uuid[])[1] or t.opened_by = ($${place}::uuid[])[2])`;
}

/** Null when all tickets may be seen, else `[technician, user]`. */
export async function ownershipParameter(tx: Transaction): Promise<(string | null)[] | null> {
  const own = await findOwnTechnician(tx);
  return own ? [own.id, tx.scope.userId] : null;
}
