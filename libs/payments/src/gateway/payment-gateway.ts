import type {
  BalanceEntry,
  GatewayEvent,
  IntentReading,
  KeyMode,
  PaymentOutcome,
  Payout,
  UnknownOutcome,
} from '../domain/index.js';
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
} from './gateway-types.js';

/** A reading of an intent, or the reason why its outcome is not known yet. */
export type IntentAnswer = IntentReading | UnknownOutcome;

/**
 * A company that saves payment methods and collects payments for one maker. Amounts are in the product's minor units,
 * not in Stripe's. The gateway stores nothing itself.
 *
 * All methods throw a `GatewayError` if the request fails, and never the error of the provider's library. Calls that
 * create an object take or derive an idempotency key, so that they can be repeated after any error.
 */
export interface PaymentGateway {
  readonly mode: KeyMode;

  /**
   * Returns the provider's id of a customer, and creates the customer if there is none. If the response to a creation
   * was lost, the customer is found by its reference or by the repeated key. A duplicate is harmless, because it has no
   * saved methods.
   */
  ensureCustomer(input: CustomerInput): Promise<string>;

  /** Creates a page on which the payer saves a method without being charged. */
  startMethodSetup(input: MethodSetupInput): Promise<HostedPage>;
  readMethodSetup(pageId: string): Promise<MethodSetup>;
  listMethods(customerId: string): Promise<readonly StoredMethod[]>;
  readMethod(methodId: string): Promise<StoredMethod>;
  /** Removes a saved method, so that it can no longer be charged. */
  removeMethod(methodId: string): Promise<void>;

  /** Creates a page on which the payer pays one document, and authenticates if the bank requires it. */
  startHostedPayment(input: HostedPaymentInput): Promise<HostedPage>;
  readHostedPayment(pageId: string): Promise<HostedPayment>;
  /**
   * Ends a page, so that a document that was paid in another way can't be paid on it. Returns the state afterwards: the
   * payer may have completed the page in the meantime.
   */
  expireHostedPage(pageId: string): Promise<HostedPayment>;

  /**
   * Charges a saved method without the payer. Never throws if the outcome isn't known: the money may have moved, so the
   * caller has to determine the outcome (`nextStepAfterUnknown`) before another attempt.
   *
   * @throws GatewayError if the provider certainly didn't charge
   * @throws DomainError if the amount can't be charged exactly
   */
  charge(input: ChargeInput): Promise<PaymentOutcome>;

  /**
   * Finds the outcome of an attempt in the customer's list of intents; null if the list doesn't contain it. The list is
   * always current, whereas the provider's search can be outdated by up to an hour.
   */
  findAttempt(input: LookUpInput): Promise<PaymentOutcome | null>;
  readIntent(intentId: string): Promise<IntentAnswer>;
  /**
   * Cancels an intent, so that it can no longer be paid. Returns the state afterwards, which is not `canceled` if the
   * intent was paid in the meantime. The intent of a hosted page ends with its page instead.
   */
  cancelIntent(intentId: string): Promise<IntentAnswer>;

  refund(input: RefundInput): Promise<Refund>;
  readRefund(refundId: string): Promise<Refund>;
  /**
   * Lists the refunds of an intent, to find a refund if the response to its creation was lost and the key has expired.
   */
  listRefunds(intentId: string): Promise<readonly Refund[]>;
  readDispute(disputeId: string): Promise<Dispute>;

  /**
   * Lists the account's events since an instant, newest first, to find lost webhooks. The provider keeps events for 30
   * days. An overlap with the last call is harmless, because known events are recognized by their ids. The order of
   * events doesn't matter, because objects are read again.
   */
  listEvents(since: Date): AsyncIterable<GatewayEvent>;

  /** Lists entries of the balance that were created in a half-open interval, newest first. */
  listBalanceEntries(from: Date, to: Date): AsyncIterable<BalanceEntry>;
  /** Lists the entries that an automatic payout pays out, with the payout itself. */
  listPayoutEntries(payoutId: string): AsyncIterable<BalanceEntry>;
  /** Lists payouts that were created in a half-open interval, newest first. */
  listPayouts(from: Date, to: Date): AsyncIterable<Payout>;
}
