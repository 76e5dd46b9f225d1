import {
  attemptStateAfter,
  type GatewayFault,
  type HostedPage,
  type IntentReading,
  isFinal,
  judgeReading,
  type ReadingVerdict,
  type StoredMethod,
  type UnknownOutcome,
} from '#payments';
import { AuditTrail } from '#organization';
import { DomainError, fromMinor, newId, type Transaction } from '#platform';
import {
  type AttemptKind,
  type AttemptOrigin,
  type AttemptState,
  firstCheckAt,
  isAttemptUndecided,
  nextCheckAt,
  readingOf,
} from '../domain/collection/attempt-state.js';
import { isDeclinedFinally, planRetry } from '../domain/collection/plan-retry.js';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { StripeAccount } from '../entities/stripe-account.entity.js';
import { lockItems } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { findUndecided, isMethodStopped, listDeclined } from './attempts.queries.js';
import type { CollectableItem } from './collectable.queries.js';
import { recordPaymentFailed } from './failed-payments.store.js';
import { recordCollected } from './record-collected.store.js';

/** An attempt that is about to be sent. */
export interface AttemptToStart {
  readonly item: CollectableItem;
  readonly kind: AttemptKind;
  readonly origin: AttemptOrigin;
  readonly stripeCustomerId: string;
  /** Saved method to charge; null for a page. */
  readonly method: StoredMethod | null;
  /** Attempt that this one repeats; null for one that a person started. */
  readonly retryOf: string | null;
}

/**
 * Stores an attempt to collect everything that is open of a document, before its request is sent.
 * @throws DomainError receivables.nothing_to_pay, receivables.payment_in_progress, receivables.payment_method_stopped
 */
export async function startAttempt(
  tx: Transaction,
  { item, kind, origin, stripeCustomerId, method, retryOf }: AttemptToStart,
): Promise<StoredAttempt> {
  const { makerId, userId } = tx.scope;
  const { documentId, customerId, currency } = item;
  const openMinor = (await lockItems(tx, [documentId])).get(documentId)?.openMinor ?? 0n;
  if (retryOf !== null) await useUpRetry(tx, retryOf);
  if (openMinor <= 0n) throw new DomainError('receivables.nothing_to_pay');
  if ((await findUndecided(tx, documentId)) !== null)
    throw new DomainError('receivables.payment_in_progress');
  if (method !== null && (await isMethodStopped(tx, documentId, method.id)))
    throw new DomainError('receivables.payment_method_stopped');
  const attempt: Omit<StoredAttempt, 'createdByName'> = {
    makerId,
    id: newId(),
    customerId,
    documentId,
    number: (await tx.manager.countBy(StoredAttempt, { makerId, documentId })) + 1,
    kind,
    origin,
    state: kind === 'page' ? 'open' : 'unknown',
    currency,
    amountMinor: openMinor.toString(),
    description: item.number,
    stripeCustomerId,
    methodId: null,
    methodKind: null,
    methodLabel: null,
    ...(method && toMethodColumns(method)),
    intentId: null,
    chargeId: null,
    decline: null,
    fault: null,
    unknownCause: null,
    isReplayed: false,
    pageId: null,
    pageUrl: null,
    pageExpiresAt: null,
    firstSentAt: tx.now,
    lastSentAt: tx.now,
    askedAt: null,
    answeredAt: null,
    nextCheckAt: firstCheckAt(tx.now),
    retryOn: null,
    paymentId: null,
    createdAt: tx.now,
    createdBy: userId,
  };
  await tx.manager.insert(StoredAttempt, attempt);
  await AuditTrail.write(tx, {
    action: 'receivables.payment_requested',
    entity: 'invoice',
    entityId: documentId,
    after: {
      attemptId: attempt.id,
      kind,
      origin,
      amount: fromMinor(openMinor, currency),
      currency,
      method: attempt.methodLabel,
    },
  });
  return { ...attempt, createdByName: null };
}

/** Clears the date of a retry in the transaction that starts it, so that two runs charge once. */
async function useUpRetry(tx: Transaction, id: string): Promise<void> {
  const { makerId } = tx.scope;
  const attempt = await tx.manager.findOneByOrFail(StoredAttempt, { makerId, id });
  if (attempt.retryOn === null) throw new DomainError('receivables.payment_in_progress');
  await tx.manager.update(StoredAttempt, { makerId, id }, { retryOn: null });
}

/** Stores that a request is sent again with the same key. */
export async function noteRepetition(tx: Transaction, id: string): Promise<void> {
  await tx.manager.update(
    StoredAttempt,
    { makerId: tx.scope.makerId, id },
    { lastSentAt: tx.now, nextCheckAt: firstCheckAt(tx.now) },
  );
}

/** Stores the page on which the payer pays. */
export async function storePage(tx: Transaction, id: string, page: HostedPage): Promise<void> {
  await tx.manager.update(
    StoredAttempt,
    { makerId: tx.scope.makerId, id },
    { pageId: page.id, pageUrl: page.url, pageExpiresAt: page.expiresAt },
  );
}

/** Stores that the outcome is not known yet. Does nothing if another process has learnt it. */
export async function storeUnknown(
  tx: Transaction,
  id: string,
  { cause, isReplayed }: Pick<UnknownOutcome, 'cause' | 'isReplayed'>,
): Promise<void> {
  const { attempt } = await lockAttempt(tx, id);
  if (!isAttemptUndecided(attempt.state)) return;
  const changes = attempt.state === 'unknown' ? { unknownCause: cause, isReplayed } : {};
  await update(tx, id, { ...changes, nextCheckAt: nextCheckAt(attempt, null, tx.now) });
}

/**
 * Stores that Stripe certainly carried out nothing, or that a page ended without a payment. A charge that no person started
 * and that was not carried out, for example because the key expired, is due again on the next day.
 */
export async function storeWithoutPayment(
  tx: Transaction,
  id: string,
  end: { readonly fault: GatewayFault | 'never_created' } | 'canceled',
): Promise<void> {
  const { attempt, item } = await lockAttempt(tx, id);
  if (attempt.state !== 'unknown' && attempt.state !== 'open') return;
  if (end === 'canceled') return update(tx, id, { state: 'canceled', pageUrl: null, nextCheckAt: null });
  const today = await loadSellerDay(tx, item.legalEntityId);
  const retryOn =
    attempt.origin === 'retry' || attempt.origin === 'due_date'
      ? planRetry([1], [{ on: today, mayRetry: true }], today)
      : null;
  await update(tx, id, { state: 'failed', fault: end.fault, pageUrl: null, nextCheckAt: null, retryOn });
}

/** Verdict on a reading, and the intent that must be canceled so that it can't be paid later. */
export interface StoredReading {
  readonly verdict: ReadingVerdict;
  readonly toCancel: string | null;
}

/**
 * Stores a reading of the attempt's intent, unless a newer one is stored. Records the payment when the money was collected.
 * @param method method with which the payer paid on a page; null if it isn't known
 * @throws Error if two final states of the intent contradict each other, which a person must resolve
 */
export async function storeReading(
  tx: Transaction,
  id: string,
  reading: IntentReading,
  method: StoredMethod | null,
): Promise<StoredReading> {
  const { attempt, item } = await lockAttempt(tx, id);
  const { outcome } = reading;
  const verdict = judgeReading(readingOf(attempt), reading);
  if (verdict === 'contradiction')
    throw new Error(
      `Intent ${outcome.intent.id} of attempt ${id} is ${outcome.state} after ${attempt.state}`,
    );
  const before = attempt.state === 'open' || attempt.state === 'failed' ? null : attempt.state;
  const state: AttemptState = verdict === 'apply' ? attemptStateAfter(before, outcome.state) : attempt.state;
  const check = nextCheckAt({ ...attempt, state }, outcome.state, tx.now);
  if (verdict === 'apply') {
    const paidWith = attempt.kind === 'page' && method !== null ? toMethodColumns(method) : {};
    const paid = { ...attempt, ...paidWith };
    await update(tx, id, {
      ...paidWith,
      state,
      intentId: outcome.intent.id,
      chargeId: outcome.intent.chargeId,
      decline: outcome.state === 'declined' ? outcome.decline : state === 'declined' ? attempt.decline : null,
      fault: null,
      unknownCause: null,
      pageUrl: null,
      askedAt: reading.askedAt,
      answeredAt: reading.answeredAt,
      nextCheckAt: check,
      paymentId: outcome.state === 'succeeded' ? await recordCollected(tx, paid, item, outcome.intent) : null,
      retryOn: state === 'declined' ? attempt.retryOn : null,
    });
    if (outcome.state === 'declined') {
      const retryOn = await scheduleRetry(tx, attempt, item.legalEntityId);
      if (isDeclinedFinally(attempt, { state, retryOn })) await recordPaymentFailed(tx, attempt);
    }
  } else await update(tx, id, { nextCheckAt: verdict === 'read_again' ? tx.now : check });
  const isEnded = state === 'declined' || state === 'requires_authentication';
  const mustCancel = attempt.kind === 'saved_method' && isEnded && !isFinal(outcome.state);
  return { verdict, toCancel: mustCancel ? outcome.intent.id : null };
}

/** Stores the day on which a declined method is charged again. @returns the day; null if no retry follows */
async function scheduleRetry(
  tx: Transaction,
  attempt: StoredAttempt,
  legalEntityId: string,
): Promise<string | null> {
  const { id, makerId, documentId, methodId } = attempt;
  const account = await tx.manager.findOneBy(StripeAccount, { makerId });
  if (methodId === null || account === null) return null;
  const declined = await listDeclined(tx, documentId, methodId);
  const retryOn = planRetry(account.retryDays, declined, await loadSellerDay(tx, legalEntityId));
  await update(tx, id, { retryOn });
  return retryOn;
}

/** Locks the document of an attempt, then the attempt: in the order in which attempts are started. */
async function lockAttempt(tx: Transaction, id: string) {
  const { makerId } = tx.scope;
  const { documentId } = await tx.manager.findOneByOrFail(StoredAttempt, { makerId, id });
  const item = (await lockItems(tx, [documentId])).get(documentId)!;
  const attempt = await tx.manager.findOneByOrFail(StoredAttempt, { makerId, id });
  return { attempt, item };
}

async function update(tx: Transaction, id: string, changes: Partial<StoredAttempt>): Promise<void> {
  await tx.manager.update(StoredAttempt, { makerId: tx.scope.makerId, id }, changes);
}

/** Returns the columns of a method; nothing of a method that the product doesn't offer. */
function toMethodColumns(
  method: StoredMethod,
): Pick<StoredAttempt, 'methodId' | 'methodKind' | 'methodLabel'> {
  const { id, kind } = method;
  return { methodId: id, methodKind: kind === 'other' ? null : kind, methodLabel: labelOf(method) };
}

/** Returns what a person recognizes a method by. */
export function labelOf({ issuer, lastDigits }: StoredMethod): string | null {
  const label = [issuer, lastDigits === null ? null : `•••• ${lastDigits}`].filter((part) => part !== null);
  return label.length === 0 ? null : label.join(' ');
}
