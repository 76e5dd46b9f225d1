import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { SecondPersonReason } from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { AllocatedDocumentDto } from './allocated-document.dto.js';
import { ApprovableChangeDto } from './approvals.dto.js';

export class RefundedPaymentDto {
  id: string;
  receivedOn: string;
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
  /** IBAN or national account number, without spaces. */
  payeeAccount: string;
  /**
   * Reasons why a second person must approve the refund; empty if one person may. `above_limit` and `no_exchange_rate`
   * refer to the limit of the legal entity. `new_account` means that the customer has not paid from the account; a
   * payment that the requester recorded does not count.
   */
  secondPersonBecause: SecondPersonReason[];
  /** The payment file that transfers the refund; null if it is in none. */
  paymentFileId: string | null;
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
}

export class NewRefundDto {
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
