import { divideByWeight } from '#platform/domain';
import type { Posting } from '../accounting/journal.js';
import type { MonthWeight } from './service-months.js';

/** Revenue in minor units of its currency and of the accounting currency; negative for a credit. */
export interface RevenueAmount {
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
}

/** A month's part of the revenue of a line. */
export interface RevenuePart extends RevenueAmount {
  /** First day of the month. */
  readonly month: string;
  /** True if the part is already revenue; false if it is deferred. */
  readonly isReleased: boolean;
}

/** Divides the revenue of a line among the months of its service. The parts add up to the revenue. */
export function deferRevenue(revenue: RevenueAmount, months: readonly MonthWeight[]): RevenuePart[] {
  return divideRevenue(revenue, months).map((part) => ({ ...part, isReleased: false }));
}

/**
 * Divides a credit among the months of a line, so that each month keeps its part of the line's remaining amount. In
 * released months, the credit reduces revenue instead of deferred revenue.
 * @param stored the parts of the line and of its earlier credits
 * @param credit a negative amount
 */
export function creditRevenue(
  stored: readonly RevenuePart[],
  credit: RevenueAmount,
  months: readonly MonthWeight[],
): RevenuePart[] {
  const left = divideRevenue(addRevenue([...stored, credit]), months);
  return left.map(({ month, amountMinor, booksAmountMinor }) => {
    const ofMonth = stored.filter((part) => part.month === month);
    const before = addRevenue(ofMonth);
    return {
      month,
      amountMinor: amountMinor - before.amountMinor,
      booksAmountMinor: booksAmountMinor - before.booksAmountMinor,
      isReleased: ofMonth.some(({ isReleased }) => isReleased),
    };
  });
}

/**
 * Replaces the posting of a line's revenue with a posting of the deferred part and a posting of the part that is
 * already revenue. A part of zero has no posting.
 */
export function postDeferred(posting: Posting, parts: readonly RevenuePart[]): Posting[] {
  const sumOf = (isReleased: boolean): RevenueAmount =>
    addRevenue(parts.filter((part) => part.isReleased === isReleased));
  const toPosting = ({ amountMinor, booksAmountMinor }: RevenueAmount, rest: Posting): Posting[] =>
    amountMinor === 0n && booksAmountMinor === 0n
      ? []
      : [{ ...rest, amountMinor: -amountMinor, booksAmountMinor: -booksAmountMinor }];
  return [
    ...toPosting(sumOf(false), {
      ...posting,
      account: 'deferred_revenue',
      revenueClass: null,
      behaviour: null,
    }),
    ...toPosting(sumOf(true), posting),
  ];
}

function divideRevenue(
  { amountMinor, booksAmountMinor }: RevenueAmount,
  months: readonly MonthWeight[],
): (RevenueAmount & { readonly month: string })[] {
  const weights = months.map(({ weight }) => weight);
  const amounts = divideByWeight(amountMinor, weights);
  const booksAmounts = divideByWeight(booksAmountMinor, weights);
  return months.map(({ month }, index) => ({
    month,
    amountMinor: amounts[index]!,
    booksAmountMinor: booksAmounts[index]!,
  }));
}

function addRevenue(amounts: readonly RevenueAmount[]): RevenueAmount {
  return amounts.reduce(
    (sum, { amountMinor, booksAmountMinor }) => ({
      amountMinor: sum.amountMinor + amountMinor,
      booksAmountMinor: sum.booksAmountMinor + booksAmountMinor,
    }),
    { amountMinor: 0n, booksAmountMinor: 0n },
  );
}
