import { type CsvValue, fromMinor } from '#platform/domain';
import {
  type AccountKey,
  type EntrySourceKind,
  findLedgerAccount,
  type NumberedAccount,
} from '#invoicing/domain';

/** A line of the journal, with the document and customer that it concerns. */
export interface JournalLine extends AccountKey {
  readonly entryId: string;
  readonly position: number;
  /** `YYYY-MM-DD`. */
  readonly postingDate: string;
  readonly sourceKind: EntrySourceKind;
  /** Number of the document; empty if the line concerns no document. */
  readonly document: string;
  /** Reference of the payment; empty if the line concerns no payment. */
  readonly payment: string;
  readonly customer: string;
  readonly currency: string;
  readonly booksCurrency: string;
  /** In minor units: debits are positive, credits negative. */
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
}

/** Columns of the journal as a table. */
export const JOURNAL_COLUMNS: readonly string[] = [
  'entry',
  'line',
  'posting_date',
  'source',
  'document',
  'payment',
  'account',
  'class',
  'revenue_class',
  'name',
  'debit',
  'credit',
  'currency',
  'accounting_amount',
  'accounting_currency',
  'tax_category',
  'tax_percent',
  'customer',
];

/**
 * Returns a line of the journal as a row. The account is empty if the chart of accounts has no account for the line.
 */
export function toJournalRow(chart: readonly NumberedAccount[], line: JournalLine): CsvValue[] {
  const account = findLedgerAccount(chart, line);
  const { currency, booksCurrency, amountMinor } = line;
  return [
    line.entryId,
    line.position,
    line.postingDate,
    line.sourceKind,
    line.document,
    line.payment,
    account?.number ?? null,
    line.account,
    line.revenueClass,
    account?.name ?? null,
    amountMinor > 0n ? fromMinor(amountMinor, currency) : null,
    amountMinor < 0n ? fromMinor(-amountMinor, currency) : null,
    currency,
    fromMinor(line.booksAmountMinor, booksCurrency),
    booksCurrency,
    line.taxCategory,
    line.taxPercent,
    line.customer,
  ];
}
