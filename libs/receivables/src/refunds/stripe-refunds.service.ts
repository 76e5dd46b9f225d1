import { Injectable } from '@nestjs/common';
import { GatewayError, type PaymentGateway, type Refund, refundKey } from '#payments';
import { Clock, type Scope, UnitOfWork } from '#platform';
import { StripeAccounts } from '../collection/stripe-accounts.js';
import { nextStepOfAbsentRefund } from '../domain/collection/stripe-refund.js';
import { findRefundToSend, findStripeRefund, type RefundToSend } from './stripe-refunds.queries.js';
import {
  delayStripeRefund,
  noteRefundRequest,
  refuseStripeRefund,
  storeStripeRefund,
} from './stripe-refunds.store.js';

/** Sends approved refunds to Stripe, and learns and stores their states. */
@Injectable()
export class StripeRefundsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: StripeAccounts,
    private readonly clock: Clock,
  ) {}

  /** Sends an approved refund right after its approval. If Stripe can't be asked now, the worker sends it later. */
  async sendNow(scope: Scope, refundId: string): Promise<void> {
    const opened = await this.accounts.openIfOn(scope);
    if (opened === null) return;
    try {
      await this.resolve(scope, opened.gateway, refundId);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
    }
  }

  /**
   * Sends a refund, or learns the state of one that was sent. Does nothing for refunds that aren't approved, or were undone.
   * @throws GatewayError if Stripe can't be asked now
   */
  async resolve(scope: Scope, gateway: PaymentGateway, refundId: string): Promise<void> {
    const found = await this.unitOfWork.run(scope, (tx) => findRefundToSend(tx, refundId));
    if (found === null) return;
    const { row } = found;
    if (row.stripeId !== null) return this.store(scope, refundId, await gateway.readRefund(row.stripeId));
    if (row.state === 'requested') return this.send(scope, gateway, found, false);
    if (row.state === 'unknown') return this.resolveUnknown(scope, gateway, found);
  }

  /**
   * Reads a refund that an event names. Refunds that the product didn't request change nothing.
   * @throws GatewayError if Stripe can't be asked now
   */
  async readAgain(scope: Scope, gateway: PaymentGateway, stripeId: string): Promise<void> {
    const reading = await gateway.readRefund(stripeId);
    const { refundId } = reading;
    const stored = await this.unitOfWork.run(scope, (tx) => findStripeRefund(tx, { stripeId, refundId }));
    if (stored !== null) await this.store(scope, stored.refundId, reading);
  }

  /** A refund whose request wasn't answered is looked up first, because Stripe lists it as soon as it exists. */
  private async resolveUnknown(scope: Scope, gateway: PaymentGateway, found: RefundToSend): Promise<void> {
    const { row } = found;
    const listed = await findListed(gateway, found);
    if (listed !== undefined) return this.store(scope, row.refundId, listed);
    const sent = { firstSentAt: row.firstSentAt!, lastSentAt: row.lastSentAt! };
    const step = nextStepOfAbsentRefund(sent, this.clock.now());
    if (step === 'wait') return this.delay(scope, row.refundId, null);
    await this.send(scope, gateway, found, step === 'new_key');
  }

  private async send(
    scope: Scope,
    gateway: PaymentGateway,
    found: RefundToSend,
    withNewKey: boolean,
  ): Promise<void> {
    const { intentId, currency, amountMinor: minor } = found;
    const noted = await this.unitOfWork.run(scope, (tx) =>
      noteRefundRequest(tx, found.row.refundId, withNewKey),
    );
    if (noted === null) return;
    const { refundId, keyNumber } = noted;
    try {
      const reading = await gateway.refund({
        idempotencyKey: refundKey(refundId, keyNumber),
        refundId,
        intentId,
        amount: { minor, currency },
      });
      await this.store(scope, refundId, reading);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.isTemporary) throw error;
      if (error.fault === 'key_refused' || error.fault === 'account_unavailable')
        return this.delay(scope, refundId, error.fault);
      // An earlier request may have been carried out, so that Stripe refuses this one.
      const listed = await findListed(gateway, found);
      if (listed !== undefined) return this.store(scope, refundId, listed);
      const failure = error.providerCode ?? error.fault;
      await this.unitOfWork.run(scope, (tx) => refuseStripeRefund(tx, refundId, failure));
    }
  }

  private store(scope: Scope, refundId: string, reading: Refund): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => storeStripeRefund(tx, refundId, reading));
  }

  private delay(scope: Scope, refundId: string, failure: string | null): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => delayStripeRefund(tx, refundId, failure));
  }
}

async function findListed(
  gateway: PaymentGateway,
  { row, intentId }: RefundToSend,
): Promise<Refund | undefined> {
  const listed = await gateway.listRefunds(intentId);
  return listed.find(({ refundId }) => refundId === row.refundId);
}
