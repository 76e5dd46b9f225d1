import { Injectable } from '@nestjs/common';
import { DomainError, fromMinor, type Page, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { ApprovalFilter } from '../approvals/approval-view.js';
import type { ApprovalDecision } from '../domain/ledger/approval.js';
import { Refund } from '../entities/refund.entity.js';
import { StripeRefund } from '../entities/stripe-refund.entity.js';
import { forgetCustomer } from '../payments/forget-customer.store.js';
import { findLeftOfMethod } from './paid-method.queries.js';
import { approve, reject, sourceIdOf } from './post-refund.store.js';
import { loadRefundLimit, lockSource } from './refund-source.js';
import { getRefund, listRefunds, type RefundSourceId, type RefundView } from './refunds.queries.js';
import { type NewRefund, requestRefund } from './request-refund.store.js';
import { StripeRefundsService } from './stripe-refunds.service.js';
import { isRefundPosted, type LockedRefund, undoRefund } from './undo-refund.store.js';

/** Refunds payments and credit notes, with a second person for large amounts and new accounts, and undoes that. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stripeRefunds: StripeRefundsService,
  ) {}

  /**
   * Lists refunds, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: ApprovalFilter): Promise<Page<RefundView>> {
    return this.unitOfWork.run(scope, (tx) => listRefunds(tx, filter));
  }

  /**
   * Refunds a part of the unapplied amount of a payment. It is posted at once, or awaits the decision of a second person.
   * @throws DomainError receivables.payment_not_found, receivables.refund_pending, receivables.refund_customer_unknown,
   *   receivables.refund_not_possible, receivables.refund_not_covered, receivables.refund_method_missing,
   *   receivables.refund_invalid (with fields)
   */
  requestOfPayment(scope: Scope, paymentId: string, requested: NewRefund): Promise<RefundView> {
    return this.request(scope, { paymentId, documentId: null }, requested);
  }

  /**
   * Refunds a part of the open amount of a credit note. It is posted at once, or awaits the decision of a second person.
   * @throws DomainError receivables.item_not_found, receivables.refund_pending, receivables.refund_not_possible,
   *   receivables.refund_nothing_paid, receivables.refund_method_missing, receivables.refund_invalid (with fields)
   */
  requestOfDocument(scope: Scope, documentId: string, requested: NewRefund): Promise<RefundView> {
    return this.request(scope, { paymentId: null, documentId }, requested);
  }

  /**
   * Approves or rejects a pending refund. The person who requested it can reject it, but not approve it.
   * @throws DomainError receivables.refund_not_found, receivables.refund_decided, receivables.refund_same_person,
   *   receivables.refund_changed
   */
  async decide(scope: Scope, id: string, decision: ApprovalDecision, why: string): Promise<RefundView> {
    const decided = await this.unitOfWork.run(scope, async (tx) => {
      const { source, refund } = await lockRefund(tx, id);
      if (refund.decision !== null) throw new DomainError('receivables.refund_decided');
      if (decision === 'approve') {
        if (scope.userId === null || scope.userId === refund.requestedBy)
          throw new DomainError('receivables.refund_same_person');
        const atStripe = await tx.manager.findOneBy(StripeRefund, { makerId: scope.makerId, refundId: id });
        await assertStillPossible(tx, { source, refund, atStripe });
        await approve(tx, source, refund, { why, paidFrom: atStripe === null ? 'bank' : 'clearing' });
      } else {
        await reject(tx, source, refund, why);
        if (refund.paymentId !== null) await forgetCustomer(tx, refund.paymentId, refund.customerId);
      }
      return getRefund(tx, id);
    });
    return this.send(scope, decided);
  }

  /**
   * Undoes a refund that the bank returned or that was a mistake, so that the payment or credit note has the money again.
   * Its journal entry is reversed on the same day, or on the first day of the next open month if that month is closed.
   * A refund that was sent to Stripe is undone only by its failure there.
   * @throws DomainError receivables.refund_not_found, receivables.refund_not_posted, receivables.refund_at_stripe
   */
  undo(scope: Scope, id: string, why: string): Promise<RefundView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { source, refund } = await lockRefund(tx, id);
      if (!isRefundPosted(refund)) throw new DomainError('receivables.refund_not_posted');
      const atStripe = await tx.manager.findOneBy(StripeRefund, { makerId: scope.makerId, refundId: id });
      if (atStripe !== null && atStripe.state !== 'requested')
        throw new DomainError('receivables.refund_at_stripe');
      await undoRefund(tx, { source, refund }, why);
      return getRefund(tx, id);
    });
  }

  private async request(scope: Scope, sourceId: RefundSourceId, requested: NewRefund): Promise<RefundView> {
    const refund = await this.unitOfWork.run(scope, (tx) => requestRefund(tx, sourceId, requested));
    return this.send(scope, refund);
  }

  /** Sends a posted refund that goes through Stripe, and returns it with its new state. */
  private async send(scope: Scope, refund: RefundView): Promise<RefundView> {
    if (refund.stripe === null || refund.state !== 'posted') return refund;
    await this.stripeRefunds.sendNow(scope, refund.id);
    return this.unitOfWork.run(scope, (tx) => getRefund(tx, refund.id));
  }
}

/** @throws DomainError receivables.refund_changed if less than the amount can be refunded now */
async function assertStillPossible(
  tx: Transaction,
  { source, refund, atStripe }: LockedRefund & { readonly atStripe: StripeRefund | null },
): Promise<void> {
  const { id, customerId, currency } = refund;
  const owned = { ...source, customerId };
  const found = await loadRefundLimit(tx, owned, id);
  const limit = typeof found === 'bigint' ? found : 0n;
  const leftAtStripe = atStripe === null ? limit : await findLeftOfMethod(tx, owned, id, atStripe.attemptId);
  const left = leftAtStripe < limit ? leftAtStripe : limit;
  if (left < BigInt(refund.amountMinor))
    throw new DomainError('receivables.refund_changed', { left: fromMinor(left, currency), currency });
}

/** Locks a refund by its source, because two people may decide at the same time. */
async function lockRefund(tx: Transaction, id: string): Promise<LockedRefund> {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneBy(Refund, { makerId, id });
  if (!found) throw new DomainError('receivables.refund_not_found');
  const source = await lockSource(tx, sourceIdOf(found));
  return { source, refund: await tx.manager.findOneByOrFail(Refund, { makerId, id }) };
}
