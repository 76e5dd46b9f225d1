import { Injectable } from '@nestjs/common';
import { AuditTrail, loadDualApprovalReason } from '#organization';
import {
  assertNoFaults,
  DomainError,
  fromMinor,
  newId,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { toRequested } from '../approvals/approval-row.js';
import type { ApprovalFilter } from '../approvals/approval-view.js';
import type { ApprovalDecision } from '../domain/ledger/approval.js';
import {
  findRefundFault,
  type Payee,
  readPayee,
  type RefundObstacle,
  type SecondPersonReason,
} from '../domain/ledger/refund.js';
import { toRequestedAmount } from '../domain/ledger/requested-amounts.js';
import { Refund } from '../entities/refund.entity.js';
import { forgetCustomer } from '../payments/forget-customer.store.js';
import { hasPaidFrom, loadProposedPayee } from './payee.queries.js';
import { approve, auditedAs, reject, sourceIdOf, type StoredRefund, toContent } from './post-refund.store.js';
import { loadEarlierRefunds } from './refund-limit.queries.js';
import { loadRefundLimit, lockSource, type OwnedSource } from './refund-source.js';
import { getRefund, listRefunds, type RefundSourceId, type RefundView } from './refunds.queries.js';
import { isRefundPosted, type LockedRefund, undoRefund } from './undo-refund.store.js';

/** A requested refund of a payment or credit note. */
export interface NewRefund {
  /** Decimal in major units of the source's currency; null for everything that can be refunded. */
  readonly amount: string | null;
  /** Null for the payer of the payment, or of the customer's last payment. */
  readonly payeeName: string | null;
  readonly payeeAccount: string | null;
  readonly note: string;
}

/** Refunds payments and credit notes, with a second person for large amounts and new accounts, and undoes that. */
@Injectable()
export class RefundsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists refunds, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: ApprovalFilter): Promise<Page<RefundView>> {
    return this.unitOfWork.run(scope, (tx) => listRefunds(tx, filter));
  }

  /**
   * Refunds a part of what is unapplied of a payment. It is posted at once, or awaits the decision of a second person.
   * @throws DomainError receivables.payment_not_found, receivables.refund_pending, receivables.refund_customer_unknown,
   *   receivables.refund_not_possible, receivables.refund_not_covered, receivables.refund_invalid (with fields)
   */
  requestOfPayment(scope: Scope, paymentId: string, requested: NewRefund): Promise<RefundView> {
    return this.unitOfWork.run(scope, (tx) => request(tx, { paymentId, documentId: null }, requested));
  }

  /**
   * Refunds a part of what is open of a credit note. It is posted at once, or awaits the decision of a second person.
   * @throws DomainError receivables.item_not_found, receivables.refund_pending, receivables.refund_not_possible,
   *   receivables.refund_nothing_paid, receivables.refund_invalid (with fields)
   */
  requestOfDocument(scope: Scope, documentId: string, requested: NewRefund): Promise<RefundView> {
    return this.unitOfWork.run(scope, (tx) => request(tx, { paymentId: null, documentId }, requested));
  }

  /**
   * Approves or rejects a pending refund. The person who requested it can reject it, but not approve it.
   * @throws DomainError receivables.refund_not_found, receivables.refund_decided, receivables.refund_same_person,
   *   receivables.refund_changed
   */
  decide(scope: Scope, id: string, decision: ApprovalDecision, why: string): Promise<RefundView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { source, refund } = await lockRefund(tx, id);
      if (refund.decision !== null) throw new DomainError('receivables.refund_decided');
      if (decision === 'approve') {
        if (scope.userId === null || scope.userId === refund.requestedBy)
          throw new DomainError('receivables.refund_same_person');
        const found = await loadRefundLimit(tx, { ...source, customerId: refund.customerId }, id);
        const limit = typeof found === 'bigint' ? found : 0n;
        if (limit < BigInt(refund.amountMinor))
          throw new DomainError('receivables.refund_changed', {
            left: fromMinor(limit, source.currency),
            currency: source.currency,
          });
        await approve(tx, source, refund, why);
      } else {
        await reject(tx, source, refund, why);
        if (refund.paymentId !== null) await forgetCustomer(tx, refund.paymentId, refund.customerId);
      }
      return getRefund(tx, id);
    });
  }

  /**
   * Undoes a refund that the bank returned or that was a mistake, so that the payment or credit note has the money again.
   * Its journal entry is reversed on the same day, or on the first day of the next open month if that month is closed.
   * @throws DomainError receivables.refund_not_found, receivables.refund_not_posted
   */
  undo(scope: Scope, id: string, why: string): Promise<RefundView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { source, refund } = await lockRefund(tx, id);
      if (!isRefundPosted(refund)) throw new DomainError('receivables.refund_not_posted');
      await undoRefund(tx, { source, refund }, why);
      return getRefund(tx, id);
    });
  }
}

const OBSTACLE_CODES: Readonly<Record<RefundObstacle, string>> = {
  nothing_left: 'receivables.refund_not_possible',
  nothing_paid: 'receivables.refund_nothing_paid',
  already_refunded: 'receivables.refund_not_covered',
};

async function request(tx: Transaction, sourceId: RefundSourceId, requested: NewRefund): Promise<RefundView> {
  const source = await lockSource(tx, sourceId);
  const { customerId } = source;
  if (customerId === null) throw new DomainError('receivables.refund_customer_unknown');
  const { hasPending, postedMinor } = await loadEarlierRefunds(tx, sourceId);
  if (hasPending) throw new DomainError('receivables.refund_pending');
  const owned = { ...source, customerId };
  const limit = await loadRefundLimit(tx, owned, null);
  if (typeof limit !== 'bigint') throw new DomainError(OBSTACLE_CODES[limit]);
  const { amountMinor, payee } = await readRequest(tx, owned, limit, requested);
  const refund: StoredRefund = {
    makerId: tx.scope.makerId,
    id: newId(),
    legalEntityId: source.legalEntityId,
    customerId,
    ...sourceId,
    currency: source.currency,
    amountMinor: amountMinor.toString(),
    payeeName: payee.name,
    payeeAccount: payee.account,
    secondPersonBecause: await findSecondPersonReasons(tx, owned, payee, postedMinor + amountMinor),
    debitId: null,
    ...toRequested(tx, requested.note),
  };
  await tx.manager.insert(Refund, refund);
  await AuditTrail.write(tx, {
    action: 'receivables.refund_requested',
    ...auditedAs(refund),
    after: toContent(refund),
  });
  if (refund.secondPersonBecause.length === 0) await approve(tx, source, refund, '');
  return getRefund(tx, refund.id);
}

/**
 * Reads the amount and the payee. Omitted values are everything that can be refunded, and the payer.
 * @throws DomainError receivables.refund_invalid (with fields)
 */
async function readRequest(
  tx: Transaction,
  source: OwnedSource,
  limit: bigint,
  { amount, payeeName, payeeAccount }: NewRefund,
): Promise<{ readonly amountMinor: bigint; readonly payee: Payee }> {
  const { currency, sourceId } = source;
  const proposed = await loadProposedPayee(tx, source, sourceId.paymentId);
  const { payee, faults } = readPayee(payeeName ?? proposed.name, payeeAccount ?? proposed.account ?? '');
  const requested = toRequestedAmount(amount, limit, currency, (minor) =>
    findRefundFault(minor, limit, currency),
  );
  assertNoFaults('receivables.refund_invalid', [...requested.faults, ...faults]);
  return { amountMinor: requested.amountMinor, payee };
}

/**
 * Returns why a second person must approve.
 * @param refundedMinor everything that would be refunded of the source, so that an amount above the limit cannot be
 *   refunded in small parts
 */
async function findSecondPersonReasons(
  tx: Transaction,
  { customerId, currency, legalEntityId }: OwnedSource,
  { account }: Payee,
  refundedMinor: bigint,
): Promise<SecondPersonReason[]> {
  const money = { amount: fromMinor(refundedMinor, currency), currency, legalEntityId };
  const limit = await loadDualApprovalReason(tx, money);
  return [
    ...(limit === null ? [] : ([limit === 'exceeds' ? 'above_limit' : 'no_exchange_rate'] as const)),
    ...((await hasPaidFrom(tx, customerId, account)) ? [] : (['new_account'] as const)),
  ];
}

/** Locks a refund by its source, because two people may decide at the same time. */
async function lockRefund(tx: Transaction, id: string): Promise<LockedRefund> {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneBy(Refund, { makerId, id });
  if (!found) throw new DomainError('receivables.refund_not_found');
  const source = await lockSource(tx, sourceIdOf(found));
  return { source, refund: await tx.manager.findOneByOrFail(Refund, { makerId, id }) };
}
