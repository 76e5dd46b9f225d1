import { Injectable } from '@nestjs/common';
import {
  attemptKey,
  GatewayError,
  type IntentAnswer,
  type IntentReading,
  judgeLookUp,
  type KnownOutcome,
  nextStepAfterUnknown,
  type PaymentGateway,
  type PaymentOutcome,
  type StoredMethod,
  type UnknownOutcome,
} from '#payments';
import { Clock, type Scope, UnitOfWork } from '#platform';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { noteRepetition, storeReading, storeUnknown, storeWithoutPayment } from './attempts.store.js';
import { findCollectable } from './collectable.queries.js';

/** Sends the requests of stored attempts, and learns and stores their outcomes. */
@Injectable()
export class AttemptResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Charges the saved method of an attempt. A repetition has the same key and the same parameters. */
  async send(scope: Scope, gateway: PaymentGateway, attempt: StoredAttempt): Promise<void> {
    const askedAt = this.clock.now();
    let outcome: PaymentOutcome;
    try {
      outcome = await gateway.charge({
        idempotencyKey: attemptKey(attempt.id),
        attemptId: attempt.id,
        customerId: attempt.stripeCustomerId,
        methodId: attempt.methodId!,
        methodKind: attempt.methodKind!,
        amount: { minor: BigInt(attempt.amountMinor), currency: attempt.currency },
        description: attempt.description,
      });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const { fault } = error;
      // A first request that was refused has charged nothing; after a repetition, the first one may have.
      if (attempt.unknownCause === null && attempt.firstSentAt.getTime() === attempt.lastSentAt.getTime())
        await this.unitOfWork.run(scope, (tx) => storeWithoutPayment(tx, attempt.id, { fault }));
      else await this.lookUp(scope, gateway, attempt);
      return;
    }
    await this.store(scope, gateway, attempt.id, toAnswer(outcome, askedAt, this.clock.now()));
  }

  /**
   * Learns the outcome of an attempt and stores it.
   * @throws GatewayError if Stripe can't be asked now
   */
  async resolve(scope: Scope, gateway: PaymentGateway, id: string): Promise<void> {
    const attempt = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneByOrFail(StoredAttempt, { makerId: scope.makerId, id }),
    );
    if (attempt.state === 'open') return this.resolvePage(scope, gateway, attempt);
    if (attempt.intentId !== null)
      return this.store(scope, gateway, id, await gateway.readIntent(attempt.intentId), attempt);
    if (attempt.state === 'unknown') return this.resolveUnknown(scope, gateway, attempt);
  }

  /** Stores an answer of Stripe about an attempt's intent, and cancels the intent if it must not be paid any more. */
  async store(
    scope: Scope,
    gateway: PaymentGateway,
    id: string,
    answer: IntentAnswer,
    { kind }: Pick<StoredAttempt, 'kind'> = { kind: 'saved_method' },
  ): Promise<void> {
    if (!isReading(answer)) return this.unitOfWork.run(scope, (tx) => storeUnknown(tx, id, answer));
    const method = kind === 'page' ? await readMethodOf(gateway, answer) : null;
    const { toCancel } = await this.unitOfWork.run(scope, (tx) => storeReading(tx, id, answer, method));
    if (toCancel === null) return;
    const canceled = await gateway.cancelIntent(toCancel);
    if (isReading(canceled)) await this.unitOfWork.run(scope, (tx) => storeReading(tx, id, canceled, null));
  }

  /** Ends a page, so that the document can be paid in another way. Its payment is stored if the payer was faster. */
  async endPage(scope: Scope, gateway: PaymentGateway, id: string): Promise<void> {
    const attempt = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneByOrFail(StoredAttempt, { makerId: scope.makerId, id }),
    );
    if (attempt.state !== 'open') return;
    if (attempt.pageId !== null) await gateway.expireHostedPage(attempt.pageId);
    await this.resolvePage(scope, gateway, attempt);
  }

  private async resolvePage(scope: Scope, gateway: PaymentGateway, attempt: StoredAttempt): Promise<void> {
    const { id, pageId, documentId } = attempt;
    // The process was killed before it stored the page, so nobody has its address.
    if (pageId === null) return this.end(scope, id, 'canceled');
    const item = await this.unitOfWork.run(scope, (tx) => findCollectable(tx, documentId));
    const isPaid = item === null || BigInt(item.openMinor) <= 0n;
    const { state, intentId } = isPaid
      ? await gateway.expireHostedPage(pageId)
      : await gateway.readHostedPayment(pageId);
    // While a page is open, the payer can try another method after a decline.
    if (state === 'open')
      return this.unitOfWork.run(scope, (tx) =>
        storeUnknown(tx, id, { cause: 'in_progress', isReplayed: false }),
      );
    if (intentId === null) return this.end(scope, id, 'canceled');
    const answer = await gateway.readIntent(intentId);
    // The intent of a page that expired after a decline can't be paid any more, whatever its state says.
    if (state === 'expired' && !(isReading(answer) && answer.outcome.state === 'succeeded'))
      return this.end(scope, id, 'canceled');
    return this.store(scope, gateway, id, answer, attempt);
  }

  private async resolveUnknown(scope: Scope, gateway: PaymentGateway, attempt: StoredAttempt): Promise<void> {
    const step = nextStepAfterUnknown({ ...attempt, outcome: unknownOf(attempt) }, this.clock.now());
    if (step === 'look_up') return this.lookUp(scope, gateway, attempt);
    await this.unitOfWork.run(scope, (tx) => noteRepetition(tx, attempt.id));
    await this.send(scope, gateway, { ...attempt, unknownCause: unknownOf(attempt).cause });
  }

  private async lookUp(scope: Scope, gateway: PaymentGateway, attempt: StoredAttempt): Promise<void> {
    const { id, stripeCustomerId: customerId, firstSentAt } = attempt;
    const askedAt = this.clock.now();
    const found = await gateway.findAttempt({ attemptId: id, customerId, firstSentAt });
    const now = this.clock.now();
    const judged = judgeLookUp(found, { ...attempt, outcome: unknownOf(attempt) }, now);
    if (judged.verdict === 'found')
      return this.store(scope, gateway, id, toAnswer(judged.outcome, askedAt, now));
    if (judged.verdict === 'never_created') return this.end(scope, id, { fault: 'never_created' });
    return this.unitOfWork.run(scope, (tx) => storeUnknown(tx, id, unknownOf(attempt)));
  }

  private end(scope: Scope, id: string, how: Parameters<typeof storeWithoutPayment>[2]): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => storeWithoutPayment(tx, id, how));
  }
}

/** Returns the unknown outcome of an attempt. A killed process has stored no cause; its connection is lost. */
function unknownOf({ unknownCause, isReplayed }: StoredAttempt): UnknownOutcome {
  return { state: 'unknown', cause: unknownCause ?? 'connection_lost', isReplayed };
}

function toAnswer(outcome: PaymentOutcome, askedAt: Date, answeredAt: Date): IntentAnswer {
  return outcome.state === 'unknown'
    ? outcome
    : { outcome: outcome satisfies KnownOutcome, askedAt, answeredAt };
}

export function isReading(answer: IntentAnswer): answer is IntentReading {
  return 'answeredAt' in answer;
}

/** Returns the method with which a page was paid; null if it can't be read, because only its name is shown. */
async function readMethodOf(
  gateway: PaymentGateway,
  { outcome: { intent } }: IntentReading,
): Promise<StoredMethod | null> {
  if (intent.methodId === null) return null;
  try {
    return await gateway.readMethod(intent.methodId);
  } catch (error) {
    if (error instanceof GatewayError && error.fault === 'not_found') return null;
    throw error;
  }
}
