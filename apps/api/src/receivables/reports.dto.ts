import { IsISO4217CurrencyCode, IsOptional, IsUUID } from 'class-validator';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class AgeingQueryDto {
  /** Seller. Defaults to all sellers. */
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  /**
   * Last posting date that is included. Days overdue are counted up to this day. If omitted, all posted amounts are
   * included, and days overdue are counted up to today.
   */
  @IsOptional()
  @IsRealDay()
  asOf?: string;
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
  /** Open credit notes and unapplied payments; zero or negative. */
  credit: AmountDto;
  total: AmountDto;
  /** Number of open invoices. */
  documents: number;
  /** Number of days since the earliest due date of an open invoice; zero or negative if nothing is overdue. */
  daysOverdue: number;
}

export class UnknownMoneyDto {
  payments: number;
  unapplied: AmountDto;
}

export class AgeingDto {
  /** Open amounts by customer and currency, largest overdue amount first. */
  rows: AgeingRowDto[];
  /** Unapplied payments without a customer, by currency. */
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
    | 'exchange_difference'
    | 'deferred_revenue'
    | 'receivable_revaluation'
    | 'unrealized_exchange_gain'
    | 'unrealized_exchange_loss';
  /** Number in the chart of accounts of the legal entity; null if the account has none. */
  number: string | null;
  /** Name in the chart of accounts of the legal entity; null if the account has no number. */
  name: string | null;
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

  /** The first posting date. */
  @IsRealDay()
  from: string;

  /** The last posting date, inclusive. */
  @IsRealDay()
  to: string;
}

export class AccountStatementLineDto {
  postingDate: string;
  /**
   * `allocation`: deductions of an allocation, such as a bank fee. An allocation without deductions does not change the
   * balance and has no line. `allocation_reversal`, `write_off_reversal` and `refund_reversal`: an allocation, a write-off
   * or a refund was undone.
   */
  kind:
    | 'document'
    | 'payment'
    | 'allocation'
    | 'allocation_reversal'
    | 'write_off'
    | 'write_off_reversal'
    | 'refund'
    | 'refund_reversal';
  /** Number of the document, or reference of the payment. */
  reference: string;
  documentId: string | null;
  paymentId: string | null;
  dueOn: string | null;
  /** Change of the balance: positive if the customer owes more, negative if the customer owes less. */
  amount: AmountDto;
  balance: AmountDto;
}

export class AccountStatementDto {
  opening: AmountDto;
  lines: AccountStatementLineDto[];
  closing: AmountDto;
}
