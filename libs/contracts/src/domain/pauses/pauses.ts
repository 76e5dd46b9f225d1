import { plusDays, plusMonths } from '../calendar/local-dates.js';

/** Treatment of usage during a pause: billed or not billed. */
export const PAUSED_USES = ['billed', 'not_billed'] as const;
export type PausedUse = (typeof PAUSED_USES)[number];

/** The terms that apply while a contract is paused. */
export interface PauseTerms {
  /** Percentage of recurring fees that is due during the pause, a decimal from 0 to 100. */
  readonly feePercent: string;
  readonly use: PausedUse;
}

/** A pause of a contract: a range of days, or the same months of every year (docs/rules/contracts.md#pauses). */
export interface Pause extends PauseTerms {
  /** Months of every year, 1 to 12; null for a single pause. */
  readonly months: readonly number[] | null;
  /** First and last day of a single pause, `YYYY-MM-DD`; null if months are given. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Days [from, to) of a pause. */
export interface PausedDays extends PauseTerms {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns the paused days between two days, in chronological order. Adjacent days with the same terms are one range.
 * @param from the first day to include
 * @param to the day after the last day to include
 */
export function pausedDays(pauses: readonly Pause[], from: string, to: string): PausedDays[] {
  const days = pauses
    .flatMap((pause) => (pause.months ? toSeasonSpans(pause, pause.months, from, to) : toSpan(pause)))
    .flatMap((one) => {
      const first = one.from > from ? one.from : from;
      const end = one.to < to ? one.to : to;
      return first < end ? [{ ...one, from: first, to: end }] : [];
    });
  return joinAdjacent(days.sort((a, b) => (a.from < b.from ? -1 : 1)));
}

/**
 * Returns the paused days of all versions of a contract, each for as long as its version applies.
 * @param until the day after the last day to include
 */
export function daysOfPauses(
  versions: readonly { readonly from: string; readonly pauses: readonly Pause[] }[],
  until: string,
): PausedDays[] {
  return joinAdjacent(
    versions.flatMap(({ from, pauses }, index) =>
      pausedDays(pauses, from, versions[index + 1]?.from ?? until),
    ),
  );
}

/**
 * Returns the day before which pauses are calculated: the day after the contract's end or, without an end, a day some
 * years ahead.
 */
export function pausesUntil({ endsOn }: { readonly endsOn: string | null }, today: string): string {
  return endsOn === null ? `${Number(today.slice(0, 4)) + YEARS_AHEAD}-01-01` : plusDays(endsOn, 1);
}

const YEARS_AHEAD = 3;

function toSpan({ from, to, feePercent, use }: Pause): PausedDays[] {
  return from !== null && to !== null ? [{ from, to: plusDays(to, 1), feePercent, use }] : [];
}

function toSeasonSpans(
  { feePercent, use }: Pause,
  months: readonly number[],
  from: string,
  to: string,
): PausedDays[] {
  const days: PausedDays[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first < to;) {
    const next = plusMonths(first, 1);
    if (months.includes(Number(first.slice(5, 7)))) days.push({ from: first, to: next, feePercent, use });
    first = next;
  }
  return days;
}

function joinAdjacent(days: readonly PausedDays[]): PausedDays[] {
  const segments: PausedDays[] = [];
  for (const one of days) {
    const last = segments.at(-1);
    if (last?.to === one.from && last.feePercent === one.feePercent && last.use === one.use)
      segments[segments.length - 1] = { ...last, to: one.to };
    else segments.push(one);
  }
  return segments;
}
