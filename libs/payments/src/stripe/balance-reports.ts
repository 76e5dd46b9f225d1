import type Stripe from 'stripe';
import { type BalanceEntry, fromStripeAmount, kindOfEntry, type Payout } from '../domain/index.js';
import { idOf } from './read-intent.js';
import { fromSeconds, PAGE_SIZE, toSeconds } from './request-values.js';
import { pages } from './stripe-errors.js';

/** Lists the balance transactions and payouts of one account, for the daily reconciliation. */
export class BalanceReports {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  entries(from: Date, to: Date): AsyncIterable<BalanceEntry> {
    return this.list({ created: between(from, to) });
  }

  entriesOfPayout(payoutId: string): AsyncIterable<BalanceEntry> {
    return this.list({ payout: payoutId });
  }

  async *payouts(from: Date, to: Date): AsyncGenerator<Payout> {
    const list = this.#stripe.payouts.list({ created: between(from, to), limit: PAGE_SIZE });
    for await (const payout of pages(list)) yield readPayout(payout);
  }

  private async *list(filter: Stripe.BalanceTransactionListParams): AsyncGenerator<BalanceEntry> {
    const list = this.#stripe.balanceTransactions.list({ ...filter, limit: PAGE_SIZE });
    for await (const entry of pages(list)) yield readEntry(entry);
  }
}

const between = (from: Date, to: Date) => ({ gte: toSeconds(from), lt: toSeconds(to) });

function readEntry(entry: Stripe.BalanceTransaction): BalanceEntry {
  const money = (amount: number) => fromStripeAmount(BigInt(amount), entry.currency);
  const sourceId = idOf(entry.source);
  return {
    id: entry.id,
    kind: kindOfEntry(entry.type, sourceId),
    type: entry.type,
    amount: money(entry.amount),
    fee: money(entry.fee),
    net: money(entry.net),
    exchangeRate: entry.exchange_rate === null ? null : String(entry.exchange_rate),
    sourceId,
    createdAt: fromSeconds(entry.created),
    availableOn: fromSeconds(entry.available_on),
  };
}

const PAYOUT_STATES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const;

function readPayout(payout: Stripe.Payout): Payout {
  return {
    id: payout.id,
    amount: fromStripeAmount(BigInt(payout.amount), payout.currency),
    // An unknown state is treated as not final.
    state: PAYOUT_STATES.find((state) => state === payout.status) ?? 'pending',
    arrivesOn: fromSeconds(payout.arrival_date),
    isAutomatic: payout.automatic,
    statementDescriptor: payout.statement_descriptor,
    createdAt: fromSeconds(payout.created),
  };
}
