import { plusDays, plusMonths } from '../calendar/local-dates.js';

/** Whether what is used in a pause is billed, or not at all. */
export const PAUSED_USES = ['billed', 'not_billed'] as const;
export type PausedUse = (typeof PAUSED_USES)[number];

/** What holds while a contract rests. */
export interface PauseTerms {
  /** What of fees by month and year is due meanwhile, a decimal from 0 to 100. */
  readonly feePercent: string;
  readonly use: PausedUse;
}

/** Days on which a contract rests: single ones, or the same months of every year (docs/rules/contracts.md#pauses). */
export interface Pause extends PauseTerms {
  /** 1 to 12, of every year; null of a single pause. */
  readonly months: readonly number[] | null;
  /** First and last day of a single pause, `YYYY-MM-DD`; null where months are named. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Days [from, to) of a pause. */
export interface PausedDays extends PauseTerms {
  readonly from: string;
  readonly to: string;
}

/**
 * The days that pauses have between two days, in the order of time; what follows each other on the same terms is one stretch.
 * @param from the first day looked at
 * @param to the day after the last one
 */
export function pausedDays(pauses: readonly Pause[], from: string, to: string): PausedDays[] {
  const days = pauses
    .flatMap((pause) => (pause.months ? seasons(pause, pause.months, from, to) : single(pause)))
    .flatMap((one) => {
      const first = one.from > from ? one.from : from;
      const end = one.to < to ? one.to : to;
      return first < end ? [{ ...one, from: first, to: end }] : [];
    });
  return joined(days.sort((a, b) => (a.from < b.from ? -1 : 1)));
}

/**
 * The days of the pauses of all versions of a contract, each while its version holds.
 * @param until the day after the last one that is looked at
 */
export function daysOfPauses(
  versions: readonly { readonly from: string; readonly pauses: readonly Pause[] }[],
  until: string,
): PausedDays[] {
  return joined(
    versions.flatMap(({ from, pauses }, index) =>
      pausedDays(pauses, from, versions[index + 1]?.from ?? until),
    ),
  );
}

/** Pauses are looked at until the contract ends, or for some years to come. */
export function pausesUntil({ endsOn }: { readonly endsOn: string | null }, today: string): string {
  return endsOn === null ? `${Number(today.slice(0, 4)) + YEARS_AHEAD}-01-01` : plusDays(endsOn, 1);
}

const YEARS_AHEAD = 3;

function single({ from, to, feePercent, use }: Pause): PausedDays[] {
  return from !== null && to !== null ? [{ from, to: plusDays(to, 1), feePercent, use }] : [];
}

function seasons(
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

function joined(days: readonly PausedDays[]): PausedDays[] {
  const stretches: PausedDays[] = [];
  for (const one of days) {
    const last = stretches.at(-1);
    if (last?.to === one.from && last.feePercent === one.feePercent && last.use === one.use)
      stretches[stretches.length - 1] = { ...last, to: one.to };
    else stretches.push(one);
  }
  return stretches;
}
