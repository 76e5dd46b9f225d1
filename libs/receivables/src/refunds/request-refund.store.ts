import { getCustomer } from '#customers';
import { AuditTrail, loadDualApprovalReason } from '#organization';
import { assertNoFaults, DomainError, fromMinor, newId, type Transaction } from '#platform';
import { toRequested } from '../approvals/approval-row.js';
import {
  findRefundFault,
  type Payee,
  readPayee,
  type RefundObstacle,
  type RefundWay,
  type SecondPersonReason,
} from '../domain/ledger/refund.js';
import { toRequestedAmount } from '../domain/ledger/requested-amounts.js';
import { Refund } from '../entities/refund.entity.js';
import { findPaidMethod, type PaidMethod } from './paid-method.queries.js';
import { hasPaidFrom, loadProposedPayee } from './payee.queries.js';
import { approve, auditedAs, type StoredRefund, toContent } from './post-refund.store.js';
import { loadEarlierRefunds } from './refund-limit.queries.js';
import { loadRefundLimit, lockSource, type OwnedSource } from './refund-source.js';
import { getRefund, type RefundSourceId, type RefundView } from './refunds.queries.js';
import { startStripeRefund } from './stripe-refunds.store.js';

/** A requested refund of a payment or credit note. */
export interface NewRefund {
  readonly way: RefundWay;
  /** Decimal in major units of the source's currency; null for everything that can be refunded. */
  readonly amount: string | null;
  /** Null for the payer of the payment, or of the customer's last payment. Not read for refunds through Stripe. */
  readonly payeeName: string | null;
  readonly payeeAccount: string | null;
  readonly note: string;
}

const OBSTACLE_CODES: Readonly<Record<RefundObstacle, string>> = {
  nothing_left: 'receivables.refund_not_possible',
  nothing_paid: 'receivables.refund_nothing_paid',
  already_refunded: 'receivables.refund_not_covered',
};

/**
 * Stores a requested refund, and posts it unless a second person must approve it.
 * @throws DomainError receivables.payment_not_found, receivables.item_not_found, receivables.refund_pending,
 *   receivables.refund_customer_unknown, receivables.refund_not_possible, receivables.refund_nothing_paid,
 *   receivables.refund_not_covered, receivables.refund_method_missing, receivables.refund_invalid (with fields)
 */
export async function requestRefund(
  tx: Transaction,
  sourceId: RefundSourceId,
  requested: NewRefund,
): Promise<RefundView> {
  const source = await lockSource(tx, sourceId);
  const { customerId } = source;
  if (customerId === null) throw new DomainError('receivables.refund_customer_unknown');
  const { hasPending, postedMinor } = await loadEarlierRefunds(tx, sourceId);
  if (hasPending) throw new DomainError('receivables.refund_pending');
  const owned = { ...source, customerId };
  const limit = await loadRefundLimit(tx, owned, null);
  if (typeof limit !== 'bigint') throw new DomainError(OBSTACLE_CODES[limit]);
  const { amountMinor, payee, method } = await readRequest(tx, owned, limit, requested);
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
    secondPersonBecause: [
      ...(await findLimitReasons(tx, owned, postedMinor + amountMinor)),
      // Stripe returns money only to the method that paid, so its account needs no second look.
      ...(method !== null || (await hasPaidFrom(tx, customerId, payee.account))
        ? []
        : (['new_account'] as const)),
    ],
    debitId: null,
    ...toRequested(tx, requested.note),
  };
  await tx.manager.insert(Refund, refund);
  if (method !== null) await startStripeRefund(tx, refund, method.attemptId);
  await AuditTrail.write(tx, {
    action: 'receivables.refund_requested',
    ...auditedAs(refund),
    after: toContent(refund),
  });
  if (refund.secondPersonBecause.length === 0)
    await approve(tx, source, refund, { why: '', paidFrom: method === null ? 'bank' : 'clearing' });
  return getRefund(tx, refund.id);
}

interface ReadRequest {
  readonly amountMinor: bigint;
  readonly payee: Payee;
  /** The method to which Stripe returns the money; null for a transfer. */
  readonly method: PaidMethod | null;
}

/** Reads the way, amount and payee. Omitted values are everything that can be refunded, and the payer. */
function readRequest(
  tx: Transaction,
  source: OwnedSource,
  limit: bigint,
  requested: NewRefund,
): Promise<ReadRequest> {
  return requested.way === 'payment_method'
    ? readMethodRequest(tx, source, limit, requested)
    : readTransferRequest(tx, source, limit, requested);
}

async function readTransferRequest(
  tx: Transaction,
  source: OwnedSource,
  limit: bigint,
  { amount, payeeName, payeeAccount }: NewRefund,
): Promise<ReadRequest> {
  const proposed = await loadProposedPayee(tx, source, source.sourceId.paymentId);
  const { payee, faults } = readPayee(payeeName ?? proposed.name, payeeAccount ?? proposed.account ?? '');
  const read = readAmount(amount, limit, source.currency);
  assertNoFaults('receivables.refund_invalid', [...read.faults, ...faults]);
  return { amountMinor: read.amountMinor, payee, method: null };
}

async function readMethodRequest(
  tx: Transaction,
  source: OwnedSource,
  limit: bigint,
  { amount }: NewRefund,
): Promise<ReadRequest> {
  const method = await findPaidMethod(tx, source, null);
  if (method === null) throw new DomainError('receivables.refund_method_missing');
  const largest = method.leftMinor < limit ? method.leftMinor : limit;
  const read = readAmount(amount, largest, source.currency);
  assertNoFaults('receivables.refund_invalid', read.faults);
  const { name } = await getCustomer(tx, source.customerId);
  return { amountMinor: read.amountMinor, payee: { name, account: method.label ?? 'Stripe' }, method };
}

function readAmount(
  amount: string | null,
  largestMinor: bigint,
  currency: string,
): ReturnType<typeof toRequestedAmount> {
  return toRequestedAmount(amount, largestMinor, currency, (minor) =>
    findRefundFault(minor, largestMinor, currency),
  );
}

/**
 * Returns whether a second person must approve because of the amount.
 * @param refundedMinor everything that would be refunded of the source, so that an amount above the limit cannot be
 *   refunded in small parts
 */
async function findLimitReasons(
  tx: Transaction,
  { currency, legalEntityId }: OwnedSource,
  refundedMinor: bigint,
): Promise<SecondPersonReason[]> {
  const money = { amount: fromMinor(refundedMinor, currency), currency, legalEntityId };
  const limit = await loadDualApprovalReason(tx, money);
  if (limit === null) return [];
  return [limit === 'exceeds' ? 'above_limit' : 'no_exchange_rate'];
}
