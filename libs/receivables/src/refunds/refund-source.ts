import { DomainError, type Transaction } from '#platform';
import { findRefundLimit, type SourceToRefund } from '../domain/ledger/refund.js';
import { lockItems, lockPayments } from '../payments/balances.queries.js';
import type { Rated } from '../payments/rated-entry.js';
import {
  findCreditedDocument,
  loadPaidOfAccount,
  loadPaidOfDocument,
  lockRefundsOf,
} from './refund-limit.queries.js';
import type { RefundSourceId } from './refunds.queries.js';

/** Source of the money of a refund: a payment, or a document that may be a credit note. */
export interface RefundSource extends Pick<SourceToRefund, 'kind' | 'id' | 'currency'> {
  readonly sourceId: RefundSourceId;
  readonly legalEntityId: string;
  /** Null if it is not known whose money the payment is. */
  readonly customerId: string | null;
  /** The unapplied amount of a payment, or the open amount of a credit note as a positive amount. */
  readonly leftMinor: bigint;
}

/** A payment or document of a known customer. */
export type OwnedSource = RefundSource & { readonly customerId: string };

/** A payment or document that is locked, with its exchange rate. */
export interface LockedSource extends RefundSource, SourceToRefund {
  readonly rated: Rated;
  /** Day of receipt or issue, which a refund cannot precede. */
  readonly notBefore: string;
}

/**
 * Locks a payment or credit note, the credited invoice, and the refunds of the customer.
 * @throws DomainError receivables.payment_not_found, receivables.item_not_found
 */
export async function lockSource(tx: Transaction, sourceId: RefundSourceId): Promise<LockedSource> {
  const source =
    sourceId.paymentId === null
      ? await lockDocument(tx, sourceId.documentId)
      : await lockPayment(tx, sourceId.paymentId);
  if (source.customerId !== null) await lockRefundsOf(tx, source.customerId);
  return source;
}

async function lockPayment(tx: Transaction, paymentId: string): Promise<LockedSource> {
  const payment = (await lockPayments(tx, [paymentId])).get(paymentId);
  if (!payment) throw new DomainError('receivables.payment_not_found');
  const { id, legalEntityId, customerId, currency, unapplied, receivedOn } = payment;
  return {
    kind: 'payment',
    id,
    sourceId: { paymentId, documentId: null },
    legalEntityId,
    customerId,
    currency,
    left: unapplied,
    leftMinor: unapplied.minor,
    notBefore: receivedOn,
    rated: payment,
  };
}

async function lockDocument(tx: Transaction, documentId: string): Promise<LockedSource> {
  const credited = await findCreditedDocument(tx, documentId);
  const items = await lockItems(tx, credited === null ? [documentId] : [documentId, credited]);
  const item = items.get(documentId);
  if (!item) throw new DomainError('receivables.item_not_found');
  const { id, legalEntityId, customerId, currency, open, issuedOn } = item;
  return {
    kind: 'credit_note',
    id,
    sourceId: { paymentId: null, documentId },
    legalEntityId,
    customerId,
    currency,
    left: open,
    leftMinor: -open.minor,
    notBefore: issuedOn,
    rated: item,
  };
}

/**
 * Returns the largest amount of a customer's payment or credit note that can be refunded, or why nothing can.
 * @param exceptRefundId a pending refund that is not counted
 */
export async function loadRefundLimit(
  tx: Transaction,
  { kind, leftMinor, id, ...source }: OwnedSource,
  exceptRefundId: string | null,
): Promise<ReturnType<typeof findRefundLimit>> {
  const account = await loadPaidOfAccount(tx, source, exceptRefundId);
  if (kind === 'payment') return findRefundLimit({ kind, leftMinor, account });
  const credited = await findCreditedDocument(tx, id);
  const invoice = credited === null ? null : await loadPaidOfDocument(tx, credited, source, exceptRefundId);
  return findRefundLimit({ kind, leftMinor, account, invoice });
}
