import { Injectable } from '@nestjs/common';
import { GatewayError, type PaymentGateway } from '#payments';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { StripeAccount } from '../entities/stripe-account.entity.js';
import { AttemptResolver, isReading } from './attempt-resolver.js';
import { type DueRetry, listDueRetries } from './attempts.queries.js';
import { storeChargeback } from './chargebacks.store.js';
import { type DueDocument, listDueDocuments } from './automatic-payments.queries.js';
import { endAutomaticPayment } from './automatic-payments.store.js';
import { CollectionService } from './collection.service.js';
import { endRetries } from './failed-payments.store.js';
import { claimDueRefunds } from '../refunds/stripe-refunds.queries.js';
import { StripeRefundsService } from '../refunds/stripe-refunds.service.js';
import { StripeAccounts } from './stripe-accounts.js';
import {
  claimDueAttempts,
  countFailure,
  findAttemptOf,
  listPendingSubjects,
  markProcessed,
  type PendingSubject,
  storeEvent,
} from './stripe-events.store.js';

/** Attempts, refunds and objects that one run reads. */
const BATCH = 200;
/** Invoices that one run charges automatically, and charges at the same time. */
const MAX_CHARGES = 2_000;
const CHARGES_AT_ONCE = 8;
/** Time for which no other process reads the attempts and refunds of a run. */
const CLAIM_MS = 2 * 60_000;
/** Failures after which an event is left to a person. */
const MAX_TRIES = 20;
/** Part of the list of events that each poll reads again, for events that Stripe lists late. */
const OVERLAP_MS = 10 * 60_000;

/** The background work of collection: retries, unknown outcomes, received events, and events whose webhook was lost. */
@Injectable()
export class CollectionRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: StripeAccounts,
    private readonly resolver: AttemptResolver,
    private readonly collection: CollectionService,
    private readonly refunds: StripeRefundsService,
  ) {}

  /** Charges invoices that are due and paid automatically, and declined methods again on the days that the maker chose. */
  async chargeDue(scope: Scope): Promise<void> {
    if ((await this.accounts.openIfOn(scope)) === null) return;
    const { documents, retries } = await this.unitOfWork.run(scope, async (tx) => ({
      documents: await listDueDocuments(tx, MAX_CHARGES),
      retries: await listDueRetries(tx),
    }));
    const charges = [
      ...documents.map((document) => () => this.chargeDocument(scope, document)),
      ...retries.map((retry) => () => this.retry(scope, retry)),
    ];
    await runAll(charges, (charge) => charge(), CHARGES_AT_ONCE);
  }

  /** Reads the outcomes of attempts that aren't decided, and sends and reads refunds. */
  async resolveDue(scope: Scope): Promise<void> {
    const opened = await this.accounts.openIfOn(scope);
    if (opened === null) return;
    const { attempts, refunds } = await this.unitOfWork.run(scope, async (tx) => {
      const until = new Date(tx.now.getTime() + CLAIM_MS);
      return {
        attempts: await claimDueAttempts(tx, until, BATCH),
        refunds: await claimDueRefunds(tx, until, BATCH),
      };
    });
    const work = [
      ...attempts.map((id) => () => this.resolver.resolve(scope, opened.gateway, id)),
      ...refunds.map((id) => () => this.refunds.resolve(scope, opened.gateway, id)),
    ];
    await runAll(work, (resolve) => resolve());
  }

  /** Reads the objects of received events again, and stores their states. */
  async processEvents(scope: Scope): Promise<void> {
    const opened = await this.accounts.openIfOn(scope);
    if (opened === null) return;
    const subjects = await this.unitOfWork.run(scope, (tx) => listPendingSubjects(tx, MAX_TRIES, BATCH));
    const isComplete = await runAll(subjects, (subject) =>
      this.processSubject(scope, opened.gateway, subject),
    );
    if (isComplete && subjects.length === BATCH) await this.processEvents(scope);
  }

  /** Finds events whose webhook was lost, and processes them. */
  async pollEvents(scope: Scope): Promise<void> {
    const opened = await this.accounts.openIfOn(scope);
    if (opened === null) return;
    const { account, gateway } = opened;
    const readFrom = await this.unitOfWork.run(scope, (tx) => Promise.resolve(tx.now));
    const since = new Date(account.eventsReadUntil.getTime() - OVERLAP_MS);
    for await (const event of gateway.listEvents(since))
      await this.unitOfWork.run(scope, (tx) => storeEvent(tx, event));
    await this.unitOfWork.run(scope, (tx) =>
      tx.manager.update(StripeAccount, { makerId: scope.makerId }, { eventsReadUntil: readFrom }),
    );
    await this.processEvents(scope);
  }

  private async chargeDocument(
    scope: Scope,
    { documentId, customerId, methodId }: DueDocument,
  ): Promise<void> {
    try {
      await this.collection.chargeAs(scope, { documentId, methodId, origin: 'due_date', retryOf: null });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'receivables.payment_method_not_found')
        await this.unitOfWork.run(scope, (tx) => endAutomaticPayment(tx, customerId, methodId));
      else if (!LEAVES_UNCHARGED.includes(error.code)) throw error;
    }
  }

  private async retry(scope: Scope, { id, documentId, methodId }: DueRetry): Promise<void> {
    try {
      await this.collection.chargeAs(scope, { documentId, methodId, origin: 'retry', retryOf: id });
    } catch (error) {
      if (!(error instanceof DomainError) || !ENDS_RETRIES.includes(error.code)) throw error;
      await this.unitOfWork.run(scope, (tx) => endRetries(tx, id, error.code));
    }
  }

  private async processSubject(
    scope: Scope,
    gateway: PaymentGateway,
    subject: PendingSubject,
  ): Promise<void> {
    const readAt = await this.unitOfWork.run(scope, (tx) => Promise.resolve(tx.now));
    try {
      await this.readAgain(scope, gateway, subject);
    } catch (error) {
      // An outage of Stripe must not use up the tries of an event.
      if (!isTemporary(error)) await this.unitOfWork.run(scope, (tx) => countFailure(tx, subject));
      throw error;
    }
    await this.unitOfWork.run(scope, (tx) => markProcessed(tx, subject, readAt));
  }

  /** Objects that the product didn't create, and those of which it stores nothing, change nothing. */
  private async readAgain(scope: Scope, gateway: PaymentGateway, subject: PendingSubject): Promise<void> {
    const { subjectKind, subjectId } = subject;
    if (subjectKind === 'dispute') return this.readChargeback(scope, gateway, subjectId);
    if (subjectKind === 'refund') return this.refunds.readAgain(scope, gateway, subjectId);
    if (subjectKind !== 'intent' && subjectKind !== 'hosted_page') return;
    const attempt = await this.unitOfWork.run(scope, (tx) => findAttemptOf(tx, subject));
    if (attempt !== null) return this.resolver.resolve(scope, gateway, attempt.id);
    if (subjectKind === 'hosted_page') return;
    // The webhook was faster than the response to the request, so the attempt doesn't have the intent's id yet.
    const answer = await gateway.readIntent(subjectId);
    if (!isReading(answer) || answer.outcome.intent.attemptId === null) return;
    const id = answer.outcome.intent.attemptId;
    const stored = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneBy(StoredAttempt, { makerId: scope.makerId, id }),
    );
    if (stored === null) return;
    if (stored.kind === 'page') return this.resolver.resolve(scope, gateway, id);
    await this.resolver.store(scope, gateway, id, answer);
  }

  private async readChargeback(scope: Scope, gateway: PaymentGateway, disputeId: string): Promise<void> {
    const dispute = await gateway.readDispute(disputeId);
    // The payment itself must be recorded before its money is taken back.
    if (dispute.intentId !== null)
      await this.readAgain(scope, gateway, { subjectKind: 'intent', subjectId: dispute.intentId });
    await this.unitOfWork.run(scope, (tx) => storeChargeback(tx, dispute));
  }
}

/** Errors after which an invoice stays open, because it was paid meanwhile, or because Stripe can't charge its amount. */
const LEAVES_UNCHARGED: readonly string[] = [
  'receivables.nothing_to_pay',
  'receivables.payment_method_stopped',
  'payments.currency_not_supported',
  'payments.amount_not_chargeable',
];

/** Errors after which a method is not charged again for a document. */
const ENDS_RETRIES: readonly string[] = [
  'receivables.item_not_found',
  'receivables.nothing_to_pay',
  'receivables.payment_method_missing',
  'receivables.payment_method_not_found',
  'receivables.payment_method_stopped',
];

/**
 * Runs the work for each item, so that an error of one doesn't stop the others.
 * @param atOnce number of items that are worked on at the same time
 * @returns false if some work must be repeated later
 * @throws the first error that isn't temporary
 */
async function runAll<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 1,
): Promise<boolean> {
  const errors: unknown[] = [];
  let isComplete = true;
  const waiting = items.values();
  const workOn = async (): Promise<void> => {
    for (const item of waiting) {
      try {
        await work(item);
      } catch (error) {
        isComplete = false;
        if (!isTemporary(error)) errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOn));
  if (errors.length > 0) throw errors[0];
  return isComplete;
}

function isTemporary(error: unknown): boolean {
  if (error instanceof GatewayError) return error.isTemporary;
  return (
    error instanceof DomainError &&
    ['receivables.stripe_unavailable', 'receivables.payment_in_progress'].includes(error.code)
  );
}
