import { insertRows, newId, type Transaction } from '#platform';
import { MoneyDecision, type MoneyAction } from '../entities/money-decision.entity.js';

export interface Decision {
  readonly action: MoneyAction;
  readonly invoiceId?: string;
  readonly legalEntityId?: string;
  readonly why?: string;
  readonly before: object;
  readonly after: object;
  /** SHA-256 of the content on which the decision is based. */
  readonly evidenceHash?: string;
  /** The second approver. */
  readonly secondUserId?: string | null;
}

/**
 * Records decisions in the use case's transaction, so that both the decisions and their effects are stored, or neither.
 */
export async function recordDecision(tx: Transaction, ...decisions: readonly Decision[]): Promise<void> {
  const { userId, actor, makerId } = tx.scope;
  await insertRows(
    tx,
    MoneyDecision,
    decisions.map(({ secondUserId = null, ...decision }) => ({
      makerId,
      id: newId(),
      at: tx.now,
      userId,
      actorKind: actor,
      action: decision.action,
      invoiceId: decision.invoiceId ?? null,
      legalEntityId: decision.legalEntityId ?? null,
      why: decision.why ?? '',
      before: decision.before,
      after: decision.after,
      evidenceHash: decision.evidenceHash ?? null,
      secondUserId: secondUserId === userId ? null : secondUserId,
    })),
  );
}
