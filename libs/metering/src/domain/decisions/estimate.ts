import { DateTime } from 'luxon';
import { DomainError, Exact, sumOf } from '#platform/domain';
import { overlap, type Span } from '../windows/spans.js';
import type { HalfHour } from '../usage/usage.js';

/**
 * Rules for estimating an unmeasured quantity: from the same half hours of the same weekday in the last fourteen days,
 * from an average of recent days, or from the contract's quantity per day.
 */
export const ESTIMATE_RULES = ['same_weekday_hours', 'average', 'contractual'] as const;
export type EstimateRule = (typeof ESTIMATE_RULES)[number];

export interface EstimateTerms {
  readonly rule: EstimateRule;
  /** For `average`: the number of days before the gap. */
  readonly days?: number;
  /** For `contractual`: decimal. */
  readonly perDay?: string;
}

/** An estimated quantity with its calculation. Decimals are strings in the meter's unit. */
export interface Estimate {
  readonly rule: EstimateRule;
  readonly quantity: string;
  /** Number of estimated hours. */
  readonly hours: string;
  /** One line per local day: for `same_weekday_hours`, the days of the gap; for `average`, the averaged days. */
  readonly working: readonly EstimateLine[];
  readonly days?: number;
  readonly perDay?: string;
}

export interface EstimateLine {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Number of hours that were estimated, or averaged. */
  readonly hours: string;
  readonly quantity: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HALF_HOUR_MS = HOUR_MS / 2;
/** The number of decimals stored for quantities. */
const DECIMALS = 12;
/** Number of days before a span in which each weekday occurs twice. */
const SAME_HOURS_DAYS = 14;
/** The default number of days for an average. */
const DEFAULT_DAYS = 14;

/** Returns the span of history that an estimate needs; null if it needs none. */
export function historySpanOf({ rule, days }: EstimateTerms, { from }: Span): Span | null {
  if (rule === 'contractual') return null;
  // One more day is needed, because a half hour is a sample only if the half hour before it was read.
  const length = rule === 'average' ? (days ?? DEFAULT_DAYS) : SAME_HOURS_DAYS + 1;
  return { from: from - length * DAY_MS, to: from };
}

/**
 * Estimates the usage of a span.
 *
 * @param history half hours before the span, in order; each rule ignores half hours that are not valid samples for it
 * @param zone IANA; weekdays and hours are local
 * @throws DomainError metering.estimate_terms_missing, metering.estimate_without_history
 */
export function estimate(
  terms: EstimateTerms,
  span: Span,
  history: readonly HalfHour[],
  zone: string,
): Estimate {
  const hours = hoursOf(span.to - span.from);
  switch (terms.rule) {
    case 'same_weekday_hours':
      return { rule: terms.rule, hours, ...bySameHours(span, samplesOf(history), zone) };
    case 'average':
      return {
        rule: terms.rule,
        hours,
        days: terms.days ?? DEFAULT_DAYS,
        ...byAverage(span, spanOfReadings(history), zone),
      };
    case 'contractual': {
      if (terms.perDay === undefined) throw missing('/estimate/perDay');
      const quantity = text(new Exact(terms.perDay).times(span.to - span.from).div(DAY_MS));
      return { rule: terms.rule, hours, quantity, perDay: terms.perDay, working: [] };
    }
  }
}

/**
 * Returns the half hours that are valid samples. After a gap between readings, a half hour also contains usage of
 * earlier half hours.
 */
function samplesOf(history: readonly HalfHour[]): HalfHour[] {
  return history.filter(({ kind }, index) => {
    const before = history[index - 1]?.kind;
    return kind === 'normal' && before !== undefined && before !== 'empty' && before !== 'gap';
  });
}

/**
 * Returns the half hours after the first half hour with a reading, up to the last half hour with a reading. Excludes
 * half hours that are on hold, estimated or not billed. The first half hour with a reading is excluded, because it can
 * contain earlier usage.
 */
function spanOfReadings(history: readonly HalfHour[]): HalfHour[] {
  const first = history.findIndex(({ readingCount }) => readingCount > 0);
  const last = history.findLastIndex(({ readingCount }) => readingCount > 0);
  return history
    .slice(Math.max(first, 0) + 1, last + 1)
    .filter(({ kind }) => kind === 'normal' || kind === 'empty' || kind === 'gap');
}

function bySameHours(span: Span, known: readonly HalfHour[], zone: string) {
  const samples = new Map<string, { sum: Exact; count: number }>();
  for (const halfHour of known) {
    const slot = weekSlotOf(halfHour.from, zone);
    const sample = samples.get(slot) ?? { sum: new Exact(0), count: 0 };
    samples.set(slot, { sum: sample.sum.plus(halfHour.quantity), count: sample.count + 1 });
  }
  const days = new Map<string, { quantity: Exact; ms: number }>();
  for (let from = halfHourOf(span.from, zone); from < span.to; from += HALF_HOUR_MS) {
    const time = overlap({ from, to: from + HALF_HOUR_MS }, span);
    const sample = samples.get(weekSlotOf(from, zone));
    if (!sample) throw new DomainError('metering.estimate_without_history');
    const day = dayOf(from, zone);
    const before = days.get(day) ?? { quantity: new Exact(0), ms: 0 };
    const share = sample.sum.times(time).div(sample.count * HALF_HOUR_MS);
    days.set(day, { quantity: before.quantity.plus(share), ms: before.ms + time });
  }
  const working = [...days].map(([day, { quantity, ms }]) => ({
    day,
    hours: hoursOf(ms),
    quantity: text(quantity),
  }));
  return { working, quantity: sumOfLines(working) };
}

function byAverage(span: Span, known: readonly HalfHour[], zone: string) {
  if (known.length === 0) throw new DomainError('metering.estimate_without_history');
  const days = new Map<string, { quantity: Exact; ms: number }>();
  for (const { from, to, quantity } of known) {
    const before = days.get(dayOf(from, zone)) ?? { quantity: new Exact(0), ms: 0 };
    days.set(dayOf(from, zone), { quantity: before.quantity.plus(quantity), ms: before.ms + to - from });
  }
  const working = [...days].map(([day, { quantity, ms }]) => ({
    day,
    hours: hoursOf(ms),
    quantity: quantity.toFixed(),
  }));
  const ms = [...days.values()].reduce((sum, day) => sum + day.ms, 0);
  const quantity = text(
    Exact.sum(0, ...known.map((halfHour) => halfHour.quantity))
      .times(span.to - span.from)
      .div(ms),
  );
  return { working, quantity };
}

/**
 * Returns the start of the local half hour that contains an instant. Offsets of time zones can be multiples of 15
 * minutes.
 */
function halfHourOf(at: number, zone: string): number {
  const { minute, second, millisecond } = DateTime.fromMillis(at, { zone });
  return at - ((minute % 30) * 60 + second) * 1000 - millisecond;
}

function weekSlotOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('c HH:mm');
}

function dayOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISODate()!;
}

const hoursOf = (ms: number): string => new Exact(ms).div(HOUR_MS).toDecimalPlaces(2).toFixed();

const text = (quantity: Exact): string => quantity.toDecimalPlaces(DECIMALS, Exact.ROUND_HALF_UP).toFixed();

function sumOfLines(lines: readonly EstimateLine[]): string {
  return sumOf(lines, ({ quantity }) => quantity).toFixed();
}

const missing = (pointer: string): DomainError =>
  new DomainError('metering.estimate_terms_missing', {}, [
    { pointer, code: 'metering.estimate_terms_missing' },
  ]);
