import { IsISO4217CurrencyCode, IsOptional, IsUUID } from 'class-validator';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class AgeingQueryDto {
  /** Seller. If omitted, all sellers. */
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  /**
   * Last posting date that is included. Days overdue are counted up to it. If omitted, everything that is posted counts,
   * and days overdue are counted up to today.
   */
  @IsOptional()
  @IsRealDay()
  asOf?: string;
}

export class TaxSummaryQueryDto {
  @IsUUID()
  legalEntityId: string;

  /** The first posting date. */
  @IsRealDay()
  from: string;

  /** The last posting date. */
  @IsRealDay()
  to: string;
}

export class TaxedDocumentDto {
  documentId: string;
  number: string;
  tax: AmountDto;
}

/** Payable tax of a month, category and rate in the accounting currency. */
export class TaxSummaryRowDto {
  /** Posting month, `YYYY-MM`. */
  month: string;
  category: string;
  percent: string;
  /** Tax of invoices less tax of credit notes. */
  tax: AmountDto;
  documents: TaxedDocumentDto[];
}

export class TaxSummaryDto extends WholeListDto {
  items: TaxSummaryRowDto[];
}

/** Open amounts of a customer in one currency, by days overdue. */
export class AgeingRowDto {
  customer: NamedDto;
  notDue: AmountDto;
  days1To30: AmountDto;
  days31To60: AmountDto;
  days61To90: AmountDto;
  daysOver90: AmountDto;
  /** Open credit notes, and payments that are not used for any document; zero or negative. */
  credit: AmountDto;
  total: AmountDto;
  /** Number of open invoices. */
  documents: number;
  /** Days since the earliest due date of an open invoice; zero or negative if nothing is overdue. */
  daysOverdue: number;
}

export class UnknownMoneyDto {
  payments: number;
  unapplied: AmountDto;
}

export class AgeingDto {
  /** Largest overdue amount first. */
  rows: AgeingRowDto[];
  /** Money that is not known to be any customer's, by currency. */
  unknownMoney: UnknownMoneyDto[];
}

export class TrialBalanceQueryDto {
  @IsUUID()
  legalEntityId: string;

  /** Last posting date that is included. */
  @IsRealDay()
  asOf: string;
}

/** Balance of an account in one currency. Debits are positive, credits negative. */
export class AccountBalanceDto {
  account:
    | 'receivable'
    | 'revenue'
    | 'tax_payable'
    | 'deposits_held'
    | 'rounding'
    | 'bank'
    | 'unapplied_cash'
    | 'clearing'
    | 'withholding_receivable'
    | 'bank_fees'
    | 'discounts_granted'
    | 'bad_debt'
    | 'exchange_difference';
  balance: AmountDto;
  /** The balance in the accounting currency of the legal entity. */
  booksBalance: AmountDto;
}

export class TrialBalanceDto extends WholeListDto {
  items: AccountBalanceDto[];
}

export class AccountStatementQueryDto {
  @IsISO4217CurrencyCode()
  currency: string;

  /** The first day. */
  @IsRealDay()
  from: string;

  /** The last day. */
  @IsRealDay()
  to: string;
}

export class AccountStatementLineDto {
  postingDate: string;
  /**
   * `allocation` only for deductions, such as a bank fee; `allocation_reversal` and `write_off_reversal` if they were
   * undone.
   */
  kind: 'document' | 'payment' | 'allocation' | 'allocation_reversal' | 'write_off' | 'write_off_reversal';
  /** Number of the document, or text that the payer gave. */
  reference: string;
  documentId: string | null;
  paymentId: string | null;
  dueOn: string | null;
  /** Positive if the customer owes more, negative if less. */
  amount: AmountDto;
  balance: AmountDto;
}

export class AccountStatementDto {
  opening: AmountDto;
  lines: AccountStatementLineDto[];
  closing: AmountDto;
}
