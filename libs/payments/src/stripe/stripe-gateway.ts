import type Stripe from 'stripe';
import type { BalanceEntry, GatewayEvent, KeyMode, PaymentOutcome, Payout } from '../domain/index.js';
import type {
  ChargeInput,
  CustomerInput,
  Dispute,
  HostedPage,
  HostedPayment,
  HostedPaymentInput,
  LookUpInput,
  MethodSetup,
  MethodSetupInput,
  Refund,
  RefundInput,
  StoredMethod,
} from '../gateway/gateway-types.js';
import type { IntentAnswer, PaymentGateway } from '../gateway/payment-gateway.js';
import { BalanceReports } from './balance-reports.js';
import { Charges } from './charges.js';
import { Customers } from './customers.js';
import { listEvents } from './events.js';
import { HostedPages } from './hosted-pages.js';
import { Methods } from './methods.js';
import { Refunds } from './refunds.js';
import { openClient } from './stripe-client.js';
import { credentialsOf, type RequestSettings, type StripeAccess } from './stripe-settings.js';

export interface GatewayOptions {
  /** Clock for the times of readings. All processes that compare readings must use the same clock. */
  readonly now: () => Date;
  readonly timeoutMs?: number;
}

/** Collects payments of one maker through Stripe's API v1. */
export class StripeGateway implements PaymentGateway {
  readonly mode: KeyMode;
  readonly #stripe: Stripe;
  readonly #accountId: string | null;
  private readonly charges: Charges;
  private readonly customers: Customers;
  private readonly methods: Methods;
  private readonly hostedPages: HostedPages;
  private readonly refunds: Refunds;
  private readonly balance: BalanceReports;

  /** @throws Error if payments are off (`paymentsStatus`); the message contains the reason and no key */
  constructor(settings: RequestSettings, access: StripeAccess, { now, timeoutMs }: GatewayOptions) {
    const credentials = credentialsOf(settings, access);
    if (typeof credentials === 'string')
      throw new Error(`Payments by card and debit are off: ${credentials}`);
    this.#stripe = openClient(credentials, settings.url, timeoutMs);
    this.#accountId = credentials.accountId;
    this.mode = credentials.mode;
    this.charges = new Charges(this.#stripe, now);
    this.customers = new Customers(this.#stripe);
    this.methods = new Methods(this.#stripe);
    this.hostedPages = new HostedPages(this.#stripe);
    this.refunds = new Refunds(this.#stripe);
    this.balance = new BalanceReports(this.#stripe);
  }

  ensureCustomer(input: CustomerInput): Promise<string> {
    return this.customers.ensure(input);
  }

  startMethodSetup(input: MethodSetupInput): Promise<HostedPage> {
    return this.hostedPages.startSetup(input);
  }

  readMethodSetup(pageId: string): Promise<MethodSetup> {
    return this.hostedPages.readSetup(pageId);
  }

  listMethods(customerId: string): Promise<readonly StoredMethod[]> {
    return this.methods.list(customerId);
  }

  readMethod(methodId: string): Promise<StoredMethod> {
    return this.methods.read(methodId);
  }

  removeMethod(methodId: string): Promise<void> {
    return this.methods.remove(methodId);
  }

  startHostedPayment(input: HostedPaymentInput): Promise<HostedPage> {
    return this.hostedPages.startPayment(input);
  }

  readHostedPayment(pageId: string): Promise<HostedPayment> {
    return this.hostedPages.readPayment(pageId);
  }

  expireHostedPage(pageId: string): Promise<HostedPayment> {
    return this.hostedPages.expire(pageId);
  }

  charge(input: ChargeInput): Promise<PaymentOutcome> {
    return this.charges.charge(input);
  }

  findAttempt(input: LookUpInput): Promise<PaymentOutcome | null> {
    return this.charges.find(input);
  }

  readIntent(intentId: string): Promise<IntentAnswer> {
    return this.charges.read(intentId);
  }

  cancelIntent(intentId: string): Promise<IntentAnswer> {
    return this.charges.cancel(intentId);
  }

  refund(input: RefundInput): Promise<Refund> {
    return this.refunds.refund(input);
  }

  readRefund(refundId: string): Promise<Refund> {
    return this.refunds.read(refundId);
  }

  listRefunds(intentId: string): Promise<readonly Refund[]> {
    return this.refunds.list(intentId);
  }

  readDispute(disputeId: string): Promise<Dispute> {
    return this.refunds.readDispute(disputeId);
  }

  listEvents(since: Date): AsyncIterable<GatewayEvent> {
    return listEvents(this.#stripe, this.#accountId, since);
  }

  listBalanceEntries(from: Date, to: Date): AsyncIterable<BalanceEntry> {
    return this.balance.entries(from, to);
  }

  listPayoutEntries(payoutId: string): AsyncIterable<BalanceEntry> {
    return this.balance.entriesOfPayout(payoutId);
  }

  listPayouts(from: Date, to: Date): AsyncIterable<Payout> {
    return this.balance.payouts(from, to);
  }
}
