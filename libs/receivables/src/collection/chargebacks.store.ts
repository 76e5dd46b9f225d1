import { IsNull } from 'typeorm';
import { getCustomer } from '#customers';
import type { Dispute } from '#payments';
import { AuditTrail } from '#organization';
import { fromMinor, newId, type Transaction } from '#platform';
import {
  isChargebackOpened,
  isOutdatedChargeback,
  type PaymentPart,
  planChargeback,
  planWithdrawal,
} from '../domain/collection/chargeback.js';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { Chargeback } from '../entities/chargeback.entity.js';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { Refund } from '../entities/refund.entity.js';
import { type LockedPayment, lockItems, lockPayments } from '../payments/balances.queries.js';
import { lockSource } from '../refunds/refund-source.js';
import { returnPayment } from '../refunds/return-payment.store.js';
import { isRefundPosted, undoRefund } from '../refunds/undo-refund.store.js';
import { useForDocument } from './use-for-document.store.js';

/** A chargeback whose payment and document are locked. */
interface LockedChargeback {
  readonly dispute: Dispute;
  readonly attempt: StoredAttempt;
  readonly payment: LockedPayment;
  /** The stored row; null on the first reading. */
  readonly stored: Chargeback | null;
}

/**
 * Stores a reading of a chargeback. If the bank has taken the money, the uses of the payment are undone and the return is
 * posted, so that the document is open again. If the maker wins, both are restored. Does nothing for payments that the
 * product didn't collect, and for readings that are older than the stored state.
 */
export async function storeChargeback(tx: Transaction, dispute: Dispute): Promise<void> {
  const locked = await lock(tx, dispute);
  if (locked === null || isOutdatedChargeback(locked.stored?.state ?? null, dispute.state)) return;
  const id = locked.stored?.id ?? newId();
  await save(tx, id, locked);
  const posted = await findPosted(tx, locked.stored?.refundId ?? null);
  const step = planChargeback(dispute.state, posted !== null);
  if (step === 'return') {
    const refundId = await takeBack(tx, locked);
    await tx.manager.update(Chargeback, { makerId: tx.scope.makerId, id }, { refundId });
  }
  if (step === 'restore' && posted !== null) await giveBack(tx, locked, posted);
  if (locked.stored?.state !== dispute.state) await audit(tx, locked);
  if (isChargebackOpened(locked.stored?.state ?? null, dispute.state))
    await tx.record({
      name: 'receivables.chargeback_opened',
      version: 1,
      payload: { invoiceId: locked.attempt.documentId, chargebackId: id },
    });
}

/** Locks the payment and then its document, in the order in which allocations are made. */
async function lock(tx: Transaction, dispute: Dispute): Promise<LockedChargeback | null> {
  const { makerId } = tx.scope;
  const { id: stripeId, intentId } = dispute;
  const attempt = intentId === null ? null : await tx.manager.findOneBy(StoredAttempt, { makerId, intentId });
  if (attempt === null || attempt.paymentId === null) return null;
  const payment = (await lockPayments(tx, [attempt.paymentId])).get(attempt.paymentId)!;
  await lockItems(tx, [attempt.documentId]);
  const stored = await tx.manager.findOneBy(Chargeback, { makerId, stripeId });
  return { dispute, attempt, payment, stored };
}

async function save(
  tx: Transaction,
  id: string,
  { dispute, attempt, stored }: LockedChargeback,
): Promise<void> {
  const { makerId } = tx.scope;
  const { state, reason, evidenceDueAt, amount } = dispute;
  const changes = { state, reason, evidenceDueAt, readAt: tx.now };
  if (stored !== null) await tx.manager.update(Chargeback, { makerId, id }, changes);
  else
    await tx.manager.insert(Chargeback, {
      makerId,
      id,
      customerId: attempt.customerId,
      attemptId: attempt.id,
      stripeId: dispute.id,
      currency: amount.currency,
      amountMinor: amount.minor.toString(),
      refundId: null,
      openedAt: tx.now,
      ...changes,
    });
}

/** Returns the refund that posts the return, if it is posted and not undone. */
async function findPosted(tx: Transaction, refundId: string | null) {
  if (refundId === null) return null;
  const refund = await tx.manager.findOneByOrFail(Refund, { makerId: tx.scope.makerId, id: refundId });
  return isRefundPosted(refund) ? refund : null;
}

/** Lists the uses of a payment that aren't undone, in the order in which they were made. */
async function listUsesOf(tx: Transaction, paymentId: string): Promise<PaymentPart[]> {
  const uses = await tx.manager.find(PaymentAllocation, {
    where: { makerId: tx.scope.makerId, paymentId, undoneAt: IsNull() },
    order: { madeAt: 'ASC', id: 'ASC' },
  });
  return uses.map(({ id, documentId, paymentMinor, amountMinor }) => ({
    allocationId: id,
    documentId,
    minor: BigInt(paymentMinor ?? amountMinor),
  }));
}

/** @returns the id of the refund; null if the payment was refunded as a whole before */
async function takeBack(
  tx: Transaction,
  { dispute, attempt, payment }: LockedChargeback,
): Promise<string | null> {
  const { amount, reason } = dispute;
  const uses = await listUsesOf(tx, payment.id);
  const { undo, returnedMinor, keptMinor } = planWithdrawal(amount.minor, payment.unapplied.minor, uses);
  if (returnedMinor === 0n) return null;
  const refundId = await returnPayment(tx, {
    debitId: null,
    paymentId: payment.id,
    allocationIds: undo.map(({ allocationId }) => allocationId),
    legalEntityId: payment.legalEntityId,
    customerId: attempt.customerId,
    currency: payment.currency,
    amountMinor: returnedMinor.toString(),
    payeeName: (await getCustomer(tx, attempt.customerId)).name,
    payeeAccount: attempt.methodLabel ?? 'Stripe',
    note: reason,
  });
  const last = undo.at(-1);
  if (last !== undefined) await useAgain(tx, payment, last.documentId, keptMinor);
  return refundId;
}

async function giveBack(
  tx: Transaction,
  { dispute, attempt, payment }: LockedChargeback,
  refund: Refund & { readonly postingDate: string },
): Promise<void> {
  const source = await lockSource(tx, { paymentId: payment.id, documentId: null });
  await undoRefund(tx, { source, refund }, dispute.reason);
  await useAgain(tx, payment, attempt.documentId, BigInt(refund.amountMinor));
}

/** Uses money of a payment for a document again. In another currency, a person has to decide. */
async function useAgain(
  tx: Transaction,
  { id, currency }: LockedPayment,
  documentId: string,
  minor: bigint,
): Promise<void> {
  const item = (await lockItems(tx, [documentId])).get(documentId)!;
  if (item.currency === currency) await useForDocument(tx, id, item, minor);
}

async function audit(tx: Transaction, { dispute, attempt }: LockedChargeback): Promise<void> {
  const { state, reason, amount } = dispute;
  await AuditTrail.write(tx, {
    action: 'receivables.chargeback_changed',
    entity: 'invoice',
    entityId: attempt.documentId,
    after: {
      attemptId: attempt.id,
      state,
      reason,
      amount: fromMinor(amount.minor, amount.currency),
      currency: amount.currency,
    },
  });
}
