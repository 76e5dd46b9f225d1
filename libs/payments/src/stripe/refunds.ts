import type Stripe from 'stripe';
import { fromStripeAmount } from '../domain/index.js';
import type { Dispute, Refund, RefundInput } from '../gateway/gateway-types.js';
import { idOf } from './read-intent.js';
import { fromSeconds, PAGE_SIZE, toParams } from './request-values.js';
import { request } from './stripe-errors.js';

/** Metadata of refunds that the product creates: its own id of the refund. */
const REFUND_FIELD = 'dutycycle_refund';

/** Refunds payments of one account, and reads refunds and disputes. */
export class Refunds {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  async refund({ idempotencyKey, refundId, intentId, amount }: RefundInput): Promise<Refund> {
    const params: Stripe.RefundCreateParams = {
      payment_intent: intentId,
      amount: toParams(amount).amount,
      metadata: { [REFUND_FIELD]: refundId },
    };
    return readRefund(await request(() => this.#stripe.refunds.create(params, { idempotencyKey })));
  }

  async read(refundId: string): Promise<Refund> {
    return readRefund(await request(() => this.#stripe.refunds.retrieve(refundId)));
  }

  list(intentId: string): Promise<readonly Refund[]> {
    return request(async () => {
      const refunds: Refund[] = [];
      const list = this.#stripe.refunds.list({ payment_intent: intentId, limit: PAGE_SIZE });
      for await (const refund of list) refunds.push(readRefund(refund));
      return refunds;
    });
  }

  async readDispute(disputeId: string): Promise<Dispute> {
    return readDispute(await request(() => this.#stripe.disputes.retrieve(disputeId)));
  }
}

const REFUND_STATES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

function readRefund(refund: Stripe.Refund): Refund {
  return {
    id: refund.id,
    refundId: refund.metadata?.[REFUND_FIELD] ?? null,
    intentId: idOf(refund.payment_intent),
    amount: fromStripeAmount(BigInt(refund.amount), refund.currency),
    // An unknown state is treated as not final.
    state: REFUND_STATES.find((state) => state === refund.status) ?? 'pending',
    failureReason: refund.failure_reason ?? null,
  };
}

const DISPUTE_STATES: ReadonlyMap<string, Dispute['state']> = new Map([
  ['warning_needs_response', 'inquiry'],
  ['warning_under_review', 'inquiry'],
  ['warning_closed', 'inquiry_closed'],
  ['prevented', 'inquiry_closed'],
  ['needs_response', 'open'],
  ['under_review', 'under_review'],
  ['won', 'won'],
  ['lost', 'lost'],
]);

function readDispute(dispute: Stripe.Dispute): Dispute {
  const dueBy = dispute.evidence_details.due_by;
  return {
    id: dispute.id,
    intentId: idOf(dispute.payment_intent),
    chargeId: idOf(dispute.charge) ?? '',
    amount: fromStripeAmount(BigInt(dispute.amount), dispute.currency),
    state: DISPUTE_STATES.get(dispute.status) ?? 'open',
    reason: dispute.reason,
    evidenceDueAt: dueBy === null ? null : fromSeconds(dueBy),
  };
}
