import { countDays, type PausedDays } from '#contracts/domain';
import { earlierDay, laterDay } from './charge-segments.js';

/** Days [from, to). */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Returns the parts of ranges that lie within the days [from, to), in the order of the ranges. */
export function overlappingDays<Range extends Days>(paused: readonly Range[], { from, to }: Days): Range[] {
  return paused.flatMap((pause) => {
    const first = laterDay(pause.from, from);
    const end = earlierDay(pause.to, to);
    return first < end ? [{ ...pause, from: first, to: end }] : [];
  });
}

/** Counts the days that are not paused. */
export function countUnpausedDays(days: Days, pauses: readonly Days[]): number {
  return overlappingDays(pauses, days).reduce(
    (left, { from, to }) => left - countDays(from, to),
    countDays(days.from, days.to),
  );
}

/** Returns the parts of a range of days in which usage is billed. */
export function withoutUnbilledDays(days: Days, paused: readonly PausedDays[]): Days[] {
  return subtractDays(
    days,
    paused.filter(({ use }) => use === 'not_billed'),
  );
}

/** Returns the parts of a range of days that are not paused. @param paused in chronological order */
export function subtractDays(days: Days, paused: readonly Days[]): Days[] {
  const pauses = overlappingDays(paused, days);
  const starts = [days.from, ...pauses.map(({ to }) => to)];
  const ends = [...pauses.map(({ from }) => from), days.to];
  return starts.map((from, index) => ({ from, to: ends[index]! })).filter(({ from, to }) => from < to);
}

/** Splits days where a pause begins or ends. Adds the percentage of fees that is due; null if fees are due in full. */
export function cutAtPauses<Piece extends { readonly from: string; readonly to: string | null }>(
  piece: Piece,
  paused: readonly PausedDays[],
): (Piece & { readonly feePercent: string | null })[] {
  const pieces: (Piece & { readonly feePercent: string | null })[] = [];
  let from = piece.from;
  for (const pause of overlappingDays(paused, { from, to: piece.to ?? NO_END })) {
    if (from < pause.from) pieces.push({ ...piece, from, to: pause.from, feePercent: null });
    pieces.push({ ...piece, from: pause.from, to: pause.to, feePercent: pause.feePercent });
    from = pause.to;
  }
  return piece.to !== null && from >= piece.to ? pieces : [...pieces, { ...piece, from, feePercent: null }];
}

const NO_END = '9999-12-31';
