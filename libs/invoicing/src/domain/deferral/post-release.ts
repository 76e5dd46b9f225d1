import { type Account, behaviourOf, type Posting } from '../accounting/journal.js';
import type { RevenueAmount } from './deferred-parts.js';

/** Revenue of a line to release. */
export interface ReleasedRevenue extends RevenueAmount {
  readonly invoiceLineId: string;
  readonly revenueClass: string;
  readonly machineId: string | null;
}

/** A line of a release's journal entry. */
export type ReleasePosting = Omit<Posting, 'account' | 'taxCategory' | 'taxPercent'> & {
  readonly account: Extract<Account, 'deferred_revenue' | 'revenue'>;
};

/**
 * Posts deferred revenue of a document as revenue, at the exchange rate of the document. A line of zero has no posting.
 */
export function postRelease(lines: readonly ReleasedRevenue[]): ReleasePosting[] {
  return lines
    .filter(({ amountMinor, booksAmountMinor }) => amountMinor !== 0n || booksAmountMinor !== 0n)
    .flatMap(({ amountMinor, booksAmountMinor, revenueClass, ...line }) => [
      {
        ...line,
        account: 'deferred_revenue',
        revenueClass: null,
        behaviour: null,
        amountMinor,
        booksAmountMinor,
      },
      {
        ...line,
        account: 'revenue',
        revenueClass,
        behaviour: behaviourOf(revenueClass),
        amountMinor: -amountMinor,
        booksAmountMinor: -booksAmountMinor,
      },
    ]);
}
