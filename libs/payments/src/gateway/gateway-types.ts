import type { Money } from '../domain/index.js';

/** Kinds of payment methods that the product offers. All except `card` are debits. */
export const METHOD_KINDS = [
  'card',
  'sepa_debit',
  'us_bank_account',
  'bacs_debit',
  'au_becs_debit',
  'acss_debit',
] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** Languages of the provider's hosted pages that the product uses. */
export type PageLanguage = 'en' | 'zh' | 'es' | 'id' | 'pl';

/** The data of a customer that is sent to the provider. */
export interface CustomerInput {
  /** Id of the customer in the product, by which the provider's customer is found again. */
  readonly reference: string;
  readonly name: string;
  readonly email: string | null;
}

/** A page of the provider on which the payer enters a method or pays. */
export interface HostedPage {
  readonly id: string;
  /** Address for the payer's browser. Null after the page has been completed or has expired. */
  readonly url: string | null;
  readonly expiresAt: Date;
}

/**
 * Addresses to which the payer's browser returns. A return is no proof of a payment, so the state is always read from
 * the provider.
 */
export interface ReturnAddresses {
  readonly successUrl: string;
  readonly cancelUrl: string;
}

export interface MethodSetupInput extends ReturnAddresses {
  /** Unique per page; a repeated request with the same key returns the same page. */
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly kinds: readonly MethodKind[];
  readonly language: PageLanguage;
}

export interface HostedPaymentInput extends ReturnAddresses {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly attemptId: string;
  readonly amount: Money;
  readonly kinds: readonly MethodKind[];
  /** Title that the payer sees, such as "Invoice PL-0042". */
  readonly title: string;
  readonly language: PageLanguage;
  /** 30 minutes to 24 hours after creation. */
  readonly expiresAt: Date;
}

/** A saved payment method. */
export interface StoredMethod {
  readonly id: string;
  readonly kind: MethodKind | 'other';
  /** Brand of a card, or name of a bank; null if unknown. */
  readonly issuer: string | null;
  readonly lastDigits: string | null;
  /** Last month in which a card is valid. */
  readonly expires: { readonly year: number; readonly month: number } | null;
  /** Null after the method was removed, so that it can't be charged. */
  readonly customerId: string | null;
}

export interface MethodSetup {
  readonly state: 'open' | 'complete' | 'expired';
  /** The saved method; null until the page is complete. */
  readonly method: StoredMethod | null;
}

export interface HostedPayment {
  readonly page: HostedPage;
  readonly state: 'open' | 'complete' | 'expired';
  /** Intent of the payer's attempts on the page; null if there was no attempt. */
  readonly intentId: string | null;
}

/** A payment by a saved method, without the payer's participation. */
export interface ChargeInput {
  /** Idempotency key of the attempt (`attemptKey`). */
  readonly idempotencyKey: string;
  readonly attemptId: string;
  readonly customerId: string;
  readonly methodId: string;
  readonly methodKind: MethodKind;
  readonly amount: Money;
  /** Text in the provider's dashboard, such as "Invoice PL-0042". */
  readonly description: string;
}

export interface LookUpInput {
  readonly attemptId: string;
  readonly customerId: string;
  /** Time of the attempt's first request. Older intents are not read, apart from a tolerance for different clocks. */
  readonly firstSentAt: Date;
}

export interface RefundInput {
  readonly idempotencyKey: string;
  readonly refundId: string;
  readonly intentId: string;
  readonly amount: Money;
}

export interface Refund {
  readonly id: string;
  /** Id of the refund in the product; null for a refund that was made in the provider's dashboard. */
  readonly refundId: string | null;
  readonly intentId: string | null;
  readonly amount: Money;
  /**
   * `requires_action`: the provider waits for the payer's bank details. The money of a failed refund returns to the
   * balance.
   */
  readonly state: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  readonly failureReason: string | null;
}

/** A chargeback of a card payment, or a debit that was returned after it had succeeded. */
export interface Dispute {
  readonly id: string;
  readonly intentId: string | null;
  readonly chargeId: string;
  readonly amount: Money;
  /**
   * `inquiry`: the payer's bank has not taken the money. `open`: the bank has taken the money, and the dispute can be
   * contested. `won`: the bank has returned the money.
   */
  readonly state: 'inquiry' | 'inquiry_closed' | 'open' | 'under_review' | 'won' | 'lost';
  readonly reason: string;
  readonly evidenceDueAt: Date | null;
}
