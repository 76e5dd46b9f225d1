import { Exact, fromMinor, sumMinor, toMinor } from '#platform/domain';
import type { BookedAmount } from '../ledger/booked-amount.js';
import type { ReceivablePosting } from '../ledger/receivable-postings.js';

/** Unrealized gains and losses, in minor units of the accounting currency; zero or more. */
export interface UnrealizedResult {
  readonly gainMinor: bigint;
  readonly lossMinor: bigint;
}

/** The result of revaluing the open items of a currency at the exchange rate of a day. */
export interface Revalued extends UnrealizedResult {
  readonly documents: number;
  /** The sum of the open amounts, and of their accounting values before the revaluation. */
  readonly open: BookedAmount;
}

/** Currencies, and the price of one unit of the items' currency in the accounting currency, decimal. */
export interface RevaluationRate {
  readonly currency: string;
  readonly booksCurrency: string;
  readonly rate: string;
}

/**
 * Revalues open items in a foreign currency. Each item is converted and rounded separately, because gains and losses
 * are posted separately. Open credit notes have negative amounts.
 */
export function revalue(
  items: readonly BookedAmount[],
  { currency, booksCurrency, rate }: RevaluationRate,
): Revalued {
  const differences = items.map(
    ({ minor, booksMinor }) =>
      toMinor(new Exact(fromMinor(minor, currency)).times(rate), booksCurrency) - booksMinor,
  );
  return {
    documents: items.length,
    open: {
      minor: sumMinor(items, ({ minor }) => minor),
      booksMinor: sumMinor(items, ({ booksMinor }) => booksMinor),
    },
    gainMinor: sumMinor(differences, (difference) => (difference > 0n ? difference : 0n)),
    lossMinor: sumMinor(differences, (difference) => (difference < 0n ? -difference : 0n)),
  };
}

const NOTHING: UnrealizedResult = { gainMinor: 0n, lossMinor: 0n };

/**
 * Posts the difference between a revaluation and the month's previous revaluation. Receivables keep their accounting
 * value, so that the realized difference of a later payment does not depend on revaluations.
 * @param posted result of the latest revaluation of the month; absent if there is none
 * @returns no lines if there is no difference
 */
export function postRevaluation(
  currency: string,
  result: UnrealizedResult,
  posted: UnrealizedResult = NOTHING,
): ReceivablePosting[] {
  const gain = result.gainMinor - posted.gainMinor;
  const loss = result.lossMinor - posted.lossMinor;
  const lines = [
    { account: 'receivable_revaluation', booksAmountMinor: gain - loss },
    { account: 'unrealized_exchange_gain', booksAmountMinor: -gain },
    { account: 'unrealized_exchange_loss', booksAmountMinor: loss },
  ] as const;
  return lines
    .filter(({ booksAmountMinor }) => booksAmountMinor !== 0n)
    .map((line) => ({ ...line, currency, amountMinor: 0n }));
}
