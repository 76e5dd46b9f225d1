import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { REFUND_WAYS, type RefundWay, type SecondPersonReason, type StripeRefundState } from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { AllocatedDocumentDto } from './allocated-document.dto.js';
import { ApprovableChangeDto } from './approvals.dto.js';

export class RefundedPaymentDto {
  id: string;
  receivedOn: string;
}

/** A refund at Stripe, which returns the money to the card or bank account that paid. */
export class StripeRefundDto {
  /**
   * `requested` was not sent yet; the answer to an `unknown` one was lost, so it is looked up; `pending` is being processed;
   * `requires_action` waits for the payer's bank details. A `failed` or `canceled` refund is undone.
   */
  state: StripeRefundState;
  /** Code of the last failure; null if there was none. */
  failure: string | null;
}

/** Money of a payment or a credit note that is returned to the customer. */
export class RefundDto extends ApprovableChangeDto {
  id: string;
  /** Null if a credit note is refunded. */
  payment: RefundedPaymentDto | null;
  /** Null if a payment is refunded. */
  creditNote: AllocatedDocumentDto | null;
  customer: NamedDto;
  /** Legal entity that returns the money. */
  legalEntity: NamedDto;
  amount: AmountDto;
  payeeName: string;
  /** IBAN or national account number, without spaces. For a refund through Stripe, the issuer and last digits of the method. */
  payeeAccount: string;
  /**
   * Reasons why a second person must approve the refund; empty if one person may. `above_limit` and `no_exchange_rate`
   * refer to the limit of the legal entity. `new_account` means that the customer has not paid from the account; a
   * payment that the requester recorded does not count.
   */
  secondPersonBecause: SecondPersonReason[];
  /** The payment file that transfers the refund; null if it is in none. */
  paymentFileId: string | null;
  /** Null if the money is transferred to a bank account. */
  stripe: StripeRefundDto | null;
}

export class RefundListDto {
  items: RefundDto[];
  next: string | null;
}

/** Largest possible refund of a payment or a credit note, and the payee if a request names none. */
export class RefundableDto {
  amount: AmountDto;
  payeeName: string;
  /** Null if no payment of the customer names an account. */
  payeeAccount: string | null;
  /** The method that paid through Stripe; null if Stripe can't return any of the money. */
  paymentMethod: RefundableMethodDto | null;
}

/** A card or bank account to which Stripe can return money. */
export class RefundableMethodDto {
  /** Issuer and last digits; null if they aren't known. */
  label: string | null;
  /** Largest amount that can be returned to it. */
  amount: AmountDto;
}

export class NewRefundDto {
  /**
   * `bank_account` posts a refund for a payment file. `payment_method` returns the money through Stripe to the card or bank
   * account that paid; payee and account are not read. If omitted, `bank_account`.
   */
  @MayBeAbsent()
  @IsIn(REFUND_WAYS)
  way?: RefundWay;

  /** Decimal, in the currency of the payment or credit note. If omitted, everything that can be refunded. */
  @MayBeAbsent()
  @IsPositiveText()
  amount?: string;

  /** If omitted, the payer of the payment, or of the customer's last payment. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(140)
  payeeName?: string;

  /** IBAN or national account number. If omitted, the account of the payment, or of the customer's last payment. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  payeeAccount?: string;

  /** Explanation for the second person and for auditors. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note: string;
}
