import { insertRows, newId, type Transaction } from '#platform';
import { AuditEntry } from '../entities/audit-entry.entity.js';

/** What was done to what; `before` and `after` hold the fields that changed, never a secret or a hash. */
export interface AuditRecord {
  /** Past tense with its lib: `customers.site_moved`. */
  readonly action: string;
  /** The kind of thing: `site`, `machine`. */
  readonly entity: string;
  readonly entityId?: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
}

/** The maker's append-only record of who did what; the database refuses to change or remove an entry. */
export const AuditTrail = {
  /** Appends entries in the use case's own transaction: they are kept or none is. The actor is the transaction's scope. */
  async write(tx: Transaction, ...records: readonly AuditRecord[]): Promise<void> {
    await insertRows(
      tx,
      AuditEntry,
      records.map(({ action, entity, entityId, before, after }) => ({
        makerId: tx.scope.makerId,
        id: newId(),
        at: tx.now,
        actorUserId: tx.scope.userId,
        actorKind: tx.scope.actor,
        action,
        entity,
        entityId: entityId ?? null,
        before: before ?? null,
        after: after ?? null,
      })),
    );
  },
};
