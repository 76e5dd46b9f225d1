import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { AttemptKind, AttemptOrigin, AttemptState, ChargebackState } from '#receivables';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';

/** Languages of Stripe's pages that the product uses. */
const PAGE_LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;

/** A chargeback of a card payment, or a debit that the payer's bank returned after it had succeeded. */
export class ChargebackDto {
  /**
   * `inquiry`: the bank requested information and has not withdrawn the amount. `open`: the bank has withdrawn the
   * amount, and the maker can contest the chargeback. `under_review`: the bank reviews the evidence. `won`: the amount
   * was returned to the maker. `lost`: the bank keeps the amount.
   */
  state: ChargebackState;
  /** Code of the payer's bank, such as `fraudulent`. */
  reason: string;
  amount: AmountDto;
  /** Deadline for evidence at Stripe; null if the chargeback can't be contested. */
  evidenceDueAt: string | null;
}

/** An attempt to collect an open item by card or debit. */
export class PaymentAttemptDto {
  id: string;
  /** Number of the attempt for the document, starting at 1. */
  number: number;
  /** `saved_method` is a charge without the payer; `page` is a page of Stripe on which the payer pays. */
  kind: AttemptKind;
  origin: AttemptOrigin;
  /**
   * `unknown`: Stripe has not responded. The outcome is resolved before another attempt. `processing`: a debit was
   * submitted to the bank. `open`: the payer can still pay on the page. `failed`: Stripe did not process the attempt.
   */
  state: AttemptState;
  amount: AmountDto;
  /** Issuer and last digits of the payment method; null if it is not known. */
  method: string | null;
  /** Reason for the decline that may be shown to the payer; null if the payment was not declined. */
  declineReason: string | null;
  /** Decline code of the bank; null for customers, and if the payment was not declined. */
  declineCode: string | null;
  /** Whether the decline is hard, so that the method is never charged again for this document. */
  isHardDecline: boolean;
  /** Reason why Stripe did not process the attempt, such as `key_refused`; null if Stripe processed it. */
  fault: string | null;
  /** Day on which the method is charged again, in the time zone of the seller; null if no retry is planned. */
  retryOn: string | null;
  /** Payment that was recorded; null unless the state is `succeeded`. */
  paymentId: string | null;
  /** Latest chargeback of the payment; null if there is none. */
  chargeback: ChargebackDto | null;
  createdAt: Date;
  /** Name of the person who started the attempt; null for customers, and if the product or the payer started it. */
  createdBy: string | null;
}

/** An automatic payment on the due date. */
export class PlannedPaymentDto {
  /** Day in the time zone of the seller. */
  on: string;
  /** Issuer and last digits of the payment method; null if they are not known. */
  method: string | null;
}

/** Payments of a document by card and debit. */
export class DocumentCollectionDto {
  /** Whether payments by card and debit are on. */
  areOn: boolean;
  /** Attempts, newest first. */
  attempts: PaymentAttemptDto[];
  /** Automatic payment that is planned; null if there is none, or if its day has passed. */
  planned: PlannedPaymentDto | null;
  /**
   * Address at which the payer pays the document without signing in; null if nothing is open, or if payments by card and
   * debit are off.
   */
  paymentLink: string | null;
}

export class DocumentChargeDto {
  /** Saved payment method of the customer. Defaults to the newest one. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  methodId?: string;
}

export class StartPageDto {
  /** Language of the page. Defaults to English. */
  @MayBeAbsent()
  @IsIn(PAGE_LANGUAGES)
  language?: (typeof PAGE_LANGUAGES)[number];
}

/** A page of Stripe. */
export class HostedPageDto {
  /** Address to which the payer's browser is sent. */
  url: string;
}

/** Document that a payment link shows. */
export class LinkedDocumentDto {
  number: string;
  seller: string;
  customer: string;
  dueOn: string;
  total: AmountDto;
  open: AmountDto;
  /** Whether a payment of the document is being processed. */
  isInProgress: boolean;
}
