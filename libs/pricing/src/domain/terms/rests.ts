import { countDays, type PausedDays } from '#contracts/domain';
import { earlierDay, laterDay } from './charge-stretches.js';

/** Days [from, to). */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The paused days that lie within other days, in chronological order. */
export function restsWithin<Rest extends Days>(paused: readonly Rest[], { from, to }: Days): Rest[] {
  return paused.flatMap((rest) => {
    const first = laterDay(rest.from, from);
    const end = earlierDay(rest.to, to);
    return first < end ? [{ ...rest, from: first, to: end }] : [];
  });
}

/** The number of days without paused ones. */
export function countWorked(days: Days, rests: readonly Days[]): number {
  return restsWithin(rests, days).reduce(
    (left, { from, to }) => left - countDays(from, to),
    countDays(days.from, days.to),
  );
}

/** Splits days, leaving out those without usage billing. */
export function withoutUnbilled(days: Days, paused: readonly PausedDays[]): Days[] {
  return withoutRests(
    days,
    paused.filter(({ use }) => use === 'not_billed'),
  );
}

/** Splits days, leaving out others, which are in chronological order. */
export function withoutRests(days: Days, paused: readonly Days[]): Days[] {
  const rests = restsWithin(paused, days);
  const starts = [days.from, ...rests.map(({ to }) => to)];
  const ends = [...rests.map(({ from }) => from), days.to];
  return starts.map((from, index) => ({ from, to: ends[index]! })).filter(({ from, to }) => from < to);
}

/** Splits days where a pause begins or ends, each with the percentage of fees due; null if fees are due in full. */
export function cutAtPauses<Piece extends { readonly from: string; readonly to: string | null }>(
  piece: Piece,
  paused: readonly PausedDays[],
): (Piece & { readonly feePercent: string | null })[] {
  const pieces: (Piece & { readonly feePercent: string | null })[] = [];
  let from = piece.from;
  for (const rest of restsWithin(paused, { from, to: piece.to ?? FOR_EVER })) {
    if (from < rest.from) pieces.push({ ...piece, from, to: rest.from, feePercent: null });
    pieces.push({ ...piece, from: rest.from, to: rest.to, feePercent: rest.feePercent });
    from = rest.to;
  }
  return piece.to !== null && from >= piece.to ? pieces : [...pieces, { ...piece, from, feePercent: null }];
}

const FOR_EVER = '9999-12-31';
