import { AmountDto } from '../../contracts/contracts.dto.js';

/** A contract or document of a check. */
export class MonthCheckSubjectDto {
  id: string;
  number: string;
}

/** Check before a month is closed. */
export class MonthCheckDto {
  /**
   * `unbilled`: contracts without a document for the month. `held`, `draft` and `approved`: documents of the month in
   * that state. `corrections`: issued documents with a correction that is not issued. `unmatched`: payments from bank
   * statements with an unapplied amount. `unapplied`: all payments with an unapplied amount. `refunds` and `write_offs`:
   * changes that await a second person. `revaluation`: foreign currencies without a correct revaluation.
   * `revenue_release`: documents with deferred revenue to release.
   */
  key:
    | 'unbilled'
    | 'held'
    | 'draft'
    | 'approved'
    | 'corrections'
    | 'unmatched'
    | 'unapplied'
    | 'refunds'
    | 'write_offs'
    | 'revaluation'
    | 'revenue_release';
  /** Number of open items; 0 if there are none. */
  count: number;
  /** Amounts of the open items by currency; empty for contracts, because their amounts are not calculated yet. */
  amounts: AmountDto[];
  /** The first 50 contracts of `unbilled`, or documents of `corrections`; empty for other checks. */
  subjects: MonthCheckSubjectDto[];
}

/** Checks before a month of a legal entity is closed. */
export class MonthCloseDto {
  legalEntityId: string;
  /** Month, `YYYY-MM`. */
  month: string;
  /** The last posting date of the month. */
  lastDay: string;
  state: 'open' | 'closed';
  /** Time when the month was last closed or reopened; null if it was never closed. */
  changedAt: Date | null;
  /** Name of the person who last closed or reopened the month. */
  changedBy: string | null;
  checks: MonthCheckDto[];
  /** Sum of all debit balances of the trial balance at the end of the month. */
  debit: AmountDto;
  /** Sum of all credit balances, as a positive amount; equal to `debit`. */
  credit: AmountDto;
}
