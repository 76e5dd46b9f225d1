import type { AgeingRow, Amount } from '../../../api/types.js';
import { amountOf, minorOf } from '../amounts.js';

/** Classes of days overdue, in their order. */
export const AGEING_CLASSES = ['notDue', 'days1To30', 'days31To60', 'days61To90', 'daysOver90'] as const;
export type AgeingClass = (typeof AGEING_CLASSES)[number];

/** A customer's row, with the overdue amount and the width of each class in the chart. */
export interface AgeingBar extends AgeingRow {
  readonly overdue: Amount;
  /** Share of each class in the longest bar of the currency, from 0 to 1. */
  readonly shares: Readonly<Record<AgeingClass, number>>;
}

/** The receivables in one currency, largest overdue amount first. */
export interface CurrencyAgeing {
  readonly currency: string;
  readonly bars: readonly AgeingBar[];
  readonly classes: Readonly<Record<AgeingClass, Amount>>;
  /** Open invoices, without credits. */
  readonly open: Amount;
  readonly overdue: Amount;
  readonly credit: Amount;
  /** Customers with an overdue amount. */
  readonly overdueCustomers: number;
}

const overdueMinor = (row: Readonly<Record<AgeingClass, Amount>>): bigint =>
  AGEING_CLASSES.slice(1).reduce((sum, name) => sum + minorOf(row[name]), 0n);

/** Groups the rows of an ageing report by currency, in alphabetical order, because currencies can't be compared. */
export function groupByCurrency(rows: readonly AgeingRow[]): CurrencyAgeing[] {
  const currencies = [...new Set(rows.map(({ total }) => total.currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter(({ total }) => total.currency === currency);
    const sum = (of: (row: AgeingRow) => Amount): Amount =>
      amountOf(
        own.reduce((all, row) => all + minorOf(of(row)), 0n),
        currency,
      );
    const classes = Object.fromEntries(
      AGEING_CLASSES.map((name) => [name, sum((row) => row[name])]),
    ) as Record<AgeingClass, Amount>;
    const longest = own.reduce((most, row) => {
      const length = minorOf(row.notDue) + overdueMinor(row);
      return length > most ? length : most;
    }, 0n);
    const bars = own.map((row) => ({
      ...row,
      overdue: amountOf(overdueMinor(row), currency),
      shares: sharesOf(row, longest),
    }));
    return {
      currency,
      bars,
      classes,
      overdue: amountOf(overdueMinor(classes), currency),
      open: amountOf(minorOf(classes.notDue) + overdueMinor(classes), currency),
      credit: sum(({ credit }) => credit),
      overdueCustomers: bars.filter((row) => overdueMinor(row) > 0n).length,
    };
  });
}

function sharesOf(row: AgeingRow, longest: bigint): Record<AgeingClass, number> {
  const shareOf = (amount: Amount): number =>
    longest === 0n ? 0 : Number(minorOf(amount)) / Number(longest);
  return Object.fromEntries(AGEING_CLASSES.map((name) => [name, shareOf(row[name])])) as Record<
    AgeingClass,
    number
  >;
}
