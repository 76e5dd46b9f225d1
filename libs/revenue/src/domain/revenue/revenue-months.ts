import type { Behaviour } from '#invoicing/domain';
import { Exact, fromMinor, toMinor, sumMinor } from '#platform/domain';

/** The progress of billing. Disputed revenue counts as issued. */
export const REVENUE_BUCKETS = ['held', 'drafted', 'approved', 'issued', 'credited'] as const;
export type RevenueBucket = (typeof REVENUE_BUCKETS)[number];

/** View of amounts: in the currency of the documents, or in the seller's accounting currency. */
export const REVENUE_VIEWS = ['documents', 'books'] as const;
export type RevenueView = (typeof REVENUE_VIEWS)[number];

/** The sum of amounts of one kind, in minor units; negative for a credit note. */
export interface RevenueSum {
  /** `YYYY-MM` */
  readonly month: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly bucket: RevenueBucket;
  readonly revenueClass: string;
  readonly behaviour: Behaviour;
  readonly minor: bigint;
  /** The posted amount; null if it is not issued. */
  readonly booksMinor: bigint | null;
  /** Number of lines on hold for data or a decision, with an unknown amount. */
  readonly waiting: number;
}

/** The amount of open disputes. */
export interface DisputedSum {
  readonly month: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly minor: bigint;
  /** The accounting rate of the documents. */
  readonly booksRate: string;
}

/** Number of contracts that are in force in a month but have no document for it. */
export interface UnbilledCount {
  readonly month: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly contracts: number;
}

/** Accounting rates by `from>to`. Omits pairs without a known rate. */
export type AccountingRates = ReadonlyMap<string, { readonly rate: string; readonly day: string | null }>;

export const rateKey = (from: string, to: string): string => `${from}>${to}`;

export interface ClassAmount {
  readonly revenueClass: string;
  readonly behaviour: Behaviour;
  readonly amount: string;
}

/** A month's revenue in one currency. Amounts are decimals. */
export interface RevenueMonth {
  readonly month: string;
  readonly currency: string;
  readonly amounts: Readonly<Record<RevenueBucket | 'disputed', string>>;
  /** Issued revenue less credits. */
  readonly fixed: string;
  readonly variable: string;
  readonly classes: readonly ClassAmount[];
  readonly waitingLines: number;
  readonly unbilledContracts: number;
  /** Amounts that are not issued yet and could not be converted. */
  readonly unconverted: readonly { readonly currency: string; readonly amount: string }[];
  /** The date of the oldest rate used for amounts that are not issued; null if none was used. */
  readonly ratesOf: string | null;
}

interface MonthAccumulator {
  readonly month: string;
  readonly currency: string;
  readonly minor: Map<RevenueBucket | 'disputed', bigint>;
  readonly classes: Map<string, { behaviour: Behaviour; minor: bigint }>;
  readonly unconverted: Map<string, bigint>;
  waiting: number;
  unbilled: number;
  ratesOf: string | null;
}

/**
 * Returns months by currency, newest first. In the accounting view, issued amounts are as posted, and others are
 * converted at the latest rate. Amounts without a rate are listed separately and never counted as zero.
 */
export function foldMonths(
  view: RevenueView,
  found: {
    readonly sums: readonly RevenueSum[];
    readonly disputed: readonly DisputedSum[];
    readonly unbilled: readonly UnbilledCount[];
  },
  rates: AccountingRates,
): RevenueMonth[] {
  const months = new Map<string, MonthAccumulator>();
  const accumulatorOf = ({
    month,
    currency,
    booksCurrency,
  }: DisputedSum | RevenueSum | UnbilledCount): MonthAccumulator => {
    const shown = view === 'books' ? booksCurrency : currency;
    const key = `${month} ${shown}`;
    const accumulator = months.get(key) ?? newAccumulator(month, shown);
    months.set(key, accumulator);
    return accumulator;
  };
  for (const sum of found.sums) {
    const accumulator = accumulatorOf(sum);
    accumulator.waiting += sum.waiting;
    const minor = view === 'books' ? accountingMinorOf(sum, rates, accumulator) : sum.minor;
    if (minor === null) add(accumulator.unconverted, sum.currency, sum.minor);
    else addAmount(accumulator, sum, minor);
  }
  for (const sum of found.disputed) {
    const minor =
      view === 'books' ? convert(sum.minor, sum.currency, sum.booksCurrency, sum.booksRate) : sum.minor;
    add(accumulatorOf(sum).minor, 'disputed', minor);
  }
  for (const count of found.unbilled) accumulatorOf(count).unbilled += count.contracts;
  return [...months.values()]
    .map(toMonth)
    .sort((a, b) => b.month.localeCompare(a.month) || a.currency.localeCompare(b.currency));
}

function addAmount(
  accumulator: MonthAccumulator,
  { bucket, revenueClass, behaviour }: RevenueSum,
  minor: bigint,
): void {
  add(accumulator.minor, bucket, minor);
  if (bucket !== 'issued' && bucket !== 'credited') return;
  const known = accumulator.classes.get(revenueClass);
  accumulator.classes.set(revenueClass, { behaviour, minor: (known?.minor ?? 0n) + minor });
}

function accountingMinorOf(
  sum: RevenueSum,
  rates: AccountingRates,
  accumulator: MonthAccumulator,
): bigint | null {
  if (sum.booksMinor !== null) return sum.booksMinor;
  const found = rates.get(rateKey(sum.currency, sum.booksCurrency));
  if (!found) return sum.minor === 0n ? 0n : null;
  if (found.day !== null && (accumulator.ratesOf === null || found.day < accumulator.ratesOf))
    accumulator.ratesOf = found.day;
  return convert(sum.minor, sum.currency, sum.booksCurrency, found.rate);
}

/** Converts minor units of one currency to another, rounded once. */
export function convert(minor: bigint, from: string, to: string, rate: string): bigint {
  return from === to ? minor : toMinor(new Exact(fromMinor(minor, from)).times(rate), to);
}

function newAccumulator(month: string, currency: string): MonthAccumulator {
  return {
    month,
    currency,
    minor: new Map(),
    classes: new Map(),
    unconverted: new Map(),
    waiting: 0,
    unbilled: 0,
    ratesOf: null,
  };
}

function add<Key>(sums: Map<Key, bigint>, key: Key, minor: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + minor);
}

function toMonth({ month, currency, minor, classes, ...folded }: MonthAccumulator): RevenueMonth {
  const amount = (of: bigint | undefined): string => fromMinor(of ?? 0n, currency);
  const sumOfBehaviour = (behaviour: Behaviour): string =>
    amount(sumMinor(classes.values(), (one) => (one.behaviour === behaviour ? one.minor : 0n)));
  return {
    month,
    currency,
    amounts: {
      held: amount(minor.get('held')),
      drafted: amount(minor.get('drafted')),
      approved: amount(minor.get('approved')),
      issued: amount(minor.get('issued')),
      credited: amount(minor.get('credited')),
      disputed: amount(minor.get('disputed')),
    },
    fixed: sumOfBehaviour('fixed'),
    variable: sumOfBehaviour('variable'),
    classes: [...classes]
      .map(([revenueClass, one]) => ({ revenueClass, behaviour: one.behaviour, amount: amount(one.minor) }))
      .sort((a, b) => a.revenueClass.localeCompare(b.revenueClass)),
    waitingLines: folded.waiting,
    unbilledContracts: folded.unbilled,
    unconverted: [...folded.unconverted].map(([of, sum]) => ({ currency: of, amount: fromMinor(sum, of) })),
    ratesOf: folded.ratesOf,
  };
}

/** The totals of a currency's months. Amounts are decimals. */
export interface RevenueTotal {
  readonly currency: string;
  readonly fixed: string;
  readonly variable: string;
  /**
   * Share of variable revenue in the issued revenue less credits, with two decimals; null if there is no such revenue
   * (docs/rules/revenue.md#usage-share).
   */
  readonly usagePercent: string | null;
}

/** Returns fixed and variable revenue of all months, by currency. */
export function totalOf(months: readonly RevenueMonth[]): RevenueTotal[] {
  return [...new Set(months.map(({ currency }) => currency))].sort().map((currency) => {
    const of = (field: 'fixed' | 'variable'): Exact =>
      months.reduce(
        (sum, month) => (month.currency === currency ? sum.plus(month[field]) : sum),
        new Exact(0),
      );
    const [fixed, variable] = [of('fixed'), of('variable')];
    const total = fixed.plus(variable);
    const text = (amount: Exact): string => fromMinor(toMinor(amount, currency), currency);
    return {
      currency,
      fixed: text(fixed),
      variable: text(variable),
      usagePercent: total.isZero() ? null : variable.times(100).div(total).toFixed(2, Exact.ROUND_HALF_UP),
    };
  });
}
