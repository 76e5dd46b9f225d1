import { insertRows, newId, type Transaction } from '#platform';
import type { AuditAction } from '../domain/audit/audit-actions.js';
import { AuditEntry } from '../entities/audit-entry.entity.js';

/** An audited action. `before` and `after` contain the changed fields, but never a secret or a hash. */
export interface AuditRecord {
  readonly action: AuditAction;
  /** The kind of object, such as `site` or `machine`. */
  readonly entity: string;
  readonly entityId?: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
}

/** The maker's append-only audit trail. The database rejects changes and deletions of entries. */
export const AuditTrail = {
  /**
   * Appends entries in the use case's transaction, so that either both the changes and the entries are stored, or
   * neither. The actor is the transaction's scope.
   */
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
