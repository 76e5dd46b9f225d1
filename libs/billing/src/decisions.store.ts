import { newId, type Transaction } from '#platform';
import { MoneyDecision, type MoneyAction } from './entities/money-decision.entity.js';

export interface Decision {
  readonly action: MoneyAction;
  readonly invoiceId?: string;
  readonly legalEntityId?: string;
  readonly why?: string;
  readonly before: object;
  readonly after: object;
  /** Hash of the content that was decided on. */
  readonly evidenceHash?: string;
  /** Whose approval stands beside it. */
  readonly secondUserId?: string | null;
}

/** Writes a decision in the use case's own transaction: what it moved and who moved it are kept together or not at all. */
export async function recordDecision(tx: Transaction, decision: Decision): Promise<void> {
  const { userId, actor, makerId } = tx.scope;
  const { secondUserId = null } = decision;
  await tx.manager.insert(MoneyDecision, {
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
  });
}

/** A decision with the names of who took it. */
export interface DecisionView {
  readonly id: string;
  readonly at: Date;
  readonly action: MoneyAction;
  readonly actorKind: string;
  readonly by: string | null;
  readonly second: string | null;
  readonly why: string;
  readonly before: object;
  readonly after: object;
  readonly evidenceHash: string | null;
}

/** Of an invoice, the newest first. */
export async function decisionsOf(tx: Transaction, invoiceId: string): Promise<DecisionView[]> {
  return tx.manager.query(
    `select d.id, d.at, d.action, d.actor_kind as "actorKind", u.name as by, s.name as second, d.why, d.before, d.after,
            d.evidence_hash as "evidenceHash"
       from money_decision d
       left join user_account u on u.id = d.user_id
       left join user_account s on s.id = d.second_user_id
      where d.maker_id = $1 and d.invoice_id = $2
      order by d.at desc, d.id desc`,
    [tx.scope.makerId, invoiceId],
  );
}
