import { type EscalatorTerm, plusDays } from '#contracts';
import { addMonths } from '#metering';
import { Exact } from '#platform';

/** How a contract's prices follow indexes, as its terms say it (`terms.escalator`). */
export interface IndexClause {
  readonly term: EscalatorTerm;
  /** The series that prices follow, in the order of the terms. */
  readonly series: readonly string[];
  /** The first day of new prices, `YYYY-MM-DD`; the next ones come a year later each. */
  readonly from: string;
  /** Whoever is to pay must be told so many days before. */
  readonly noticeDays: number;
  /** The month that indexes are compared with, `YYYY-MM`: the one before the contract began unless the terms name one. */
  readonly baseMonth: string;
}

/** What the terms hold beside the weights. */
const NO_SERIES = new Set([
  'from',
  'cap',
  'floor',
  'fixed',
  'notice_days',
  'base_month',
  'fixed_percent_per_year',
  'factor_decimals',
  'price_decimals',
]);
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DECIMAL = /^\d{1,15}(\.\d{1,12})?$/;
/** Where the terms don't say. */
const USUAL_NOTICE_DAYS = 30;
const MOST_NOTICE_DAYS = 730;

/** The clause in a contract's terms; null where they have none that can be read. */
export function readIndexClause(
  terms: Readonly<Record<string, unknown>>,
  startsOn: string,
): IndexClause | null {
  const said = terms['escalator'];
  if (typeof said !== 'object' || said === null) return null;
  const fields = said as Readonly<Record<string, unknown>>;
  const from = fields['from'];
  if (typeof from !== 'string' || !DAY.test(from)) return null;
  const weights = Object.entries(fields).flatMap(([key, value]) => {
    const weight = NO_SERIES.has(key) ? null : toDecimal(value);
    return weight === null ? [] : [{ key, weight }];
  });
  const yearly = toDecimal(fields['fixed_percent_per_year']);
  if (weights.length === 0 && yearly === null) return null;
  const base = fields['base_month'];
  return {
    term: {
      weights,
      cap: toDecimal(fields['cap']),
      floor: toDecimal(fields['floor']),
      fixedPercentPerYear: yearly,
      factorDecimals: toCount(fields['factor_decimals'], 12),
      priceDecimals: toCount(fields['price_decimals'], 12),
    },
    series: yearly === null ? weights.map(({ key }) => key) : [],
    from,
    noticeDays: toCount(fields['notice_days'], MOST_NOTICE_DAYS) ?? USUAL_NOTICE_DAYS,
    baseMonth: typeof base === 'string' && MONTH.test(base) ? base : addMonths(startsOn.slice(0, 7), -1),
  };
}

/** When prices change next, and by when that must be told. */
export interface IndexStep {
  readonly on: string;
  readonly noticeBy: string;
  /** The month whose indexes count: the one before. */
  readonly indexMonth: string;
  /** Of the contract, the first is 1. */
  readonly year: number;
}

/** The first change that is not over yet on a day; null where the contract ends before. */
export function nextStep(
  clause: IndexClause,
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string | null },
  today: string,
): IndexStep | null {
  let on = clause.from;
  while (on < today) on = yearAfter(on);
  if (endsOn !== null && on > endsOn) return null;
  return {
    on,
    noticeBy: plusDays(on, -clause.noticeDays),
    indexMonth: addMonths(on.slice(0, 7), -1),
    year: yearsBetween(startsOn, on) + 1,
  };
}

function yearAfter(day: string): string {
  const month = addMonths(day.slice(0, 7), 12);
  return day.endsWith('-02-29') ? `${month}-28` : `${month}${day.slice(7)}`;
}

function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}

function toDecimal(value: unknown): string | null {
  const text = typeof value === 'number' ? new Exact(value).toFixed() : value;
  return typeof text === 'string' && DECIMAL.test(text) ? text : null;
}

function toCount(value: unknown, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}
