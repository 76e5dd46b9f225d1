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
  /** What happens where nobody was told by then: the step begins some months later, or lapses. */
  readonly late: 'postponed' | 'lapses';
  /** Keys of the charges whose prices follow; all that are due again where it is null. */
  readonly charges: readonly string[] | null;
  /** How many months before the step's own the indexes count are of. */
  readonly indexLag: number;
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
  'late_notice',
  'charges',
  'index_lag_months',
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
const MOST_LAG_MONTHS = 24;

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
    late: fields['late_notice'] === 'lapses' ? 'lapses' : 'postponed',
    charges: toKeys(fields['charges']),
    indexLag: toCount(fields['index_lag_months'], MOST_LAG_MONTHS) ?? 1,
    baseMonth: typeof base === 'string' && MONTH.test(base) ? base : addMonths(startsOn.slice(0, 7), -1),
  };
}

/** When prices change, and by when that must be told. */
export interface IndexStep {
  /** The day of the clause. */
  readonly on: string;
  /** The first day of the new prices: the same, or some months later where it was too late to tell. */
  readonly effectiveOn: string;
  /** The last day to tell for that. */
  readonly noticeBy: string;
  /** The month whose indexes count. */
  readonly indexMonth: string;
  /** Of the contract, the first is 1. */
  readonly year: number;
}

/** What comes next of a clause, and what went by. */
export interface IndexSteps {
  /** The first one that can still be told and was not made; null where the contract ends before. */
  readonly next: IndexStep | null;
  /** The day of the last one that nobody was told of in time. */
  readonly lapsed: string | null;
}

/**
 * The steps of a clause as they stand on a day. A step that was told too late begins with a later month, as many days after it can be
 * told as the clause says, unless it lapses by the clause or the step of the next year comes first. Later steps keep their days.
 * @param made days of the clause whose steps are signed
 */
export function indexSteps(
  clause: IndexClause,
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string | null },
  today: string,
  made: ReadonlySet<string>,
): IndexSteps {
  let lapsed: string | null = null;
  for (let on = clause.from; ; on = yearAfter(on)) {
    if (endsOn !== null && on > endsOn) return { next: null, lapsed };
    if (made.has(on)) {
      lapsed = null;
      continue;
    }
    const effectiveOn = firstDayToTell(clause, on, today);
    if (effectiveOn === null) lapsed = on;
    else if (endsOn !== null && effectiveOn > endsOn) return { next: null, lapsed };
    else return { next: stepOf(clause, on, effectiveOn, startsOn), lapsed };
  }
}

function stepOf(clause: IndexClause, on: string, effectiveOn: string, startsOn: string): IndexStep {
  return {
    on,
    effectiveOn,
    noticeBy: plusDays(effectiveOn, -clause.noticeDays),
    indexMonth: addMonths(on.slice(0, 7), -clause.indexLag),
    year: yearsBetween(startsOn, on) + 1,
  };
}

/** The first day on or after a step's that leaves its notice; null where the step is over by then. */
function firstDayToTell({ noticeDays, late }: IndexClause, on: string, today: string): string | null {
  const next = yearAfter(on);
  for (let month = 0; ; month += 1) {
    const day = monthsAfter(on, month);
    if (month > 0 && (late === 'lapses' || day >= next)) return null;
    if (today <= plusDays(day, -noticeDays)) return day;
  }
}

function monthsAfter(day: string, months: number): string {
  const month = addMonths(day.slice(0, 7), months);
  const last = plusDays(`${addMonths(month, 1)}-01`, -1);
  const same = `${month}${day.slice(7)}`;
  return same > last ? last : same;
}

const yearAfter = (day: string): string => monthsAfter(day, 12);

/** How often a year was over between two days. */
export function yearsBetween(from: string, to: string): number {
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

function toKeys(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((key) => typeof key === 'string')
    ? value
    : null;
}
