import { Exact } from '#platform';

/** So that sums of shares stay within the digits that are computed with. */
const MOST_SHARE_DECIMALS = 24;

/** A stretch of time in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How much of two stretches is the same, in milliseconds. */
export function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}

/** What is left of stretches when others are taken out of them. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, hole) =>
      left.flatMap((span) =>
        overlap(span, hole) === 0
          ? [span]
          : [
              { from: span.from, to: Math.min(span.to, hole.from) },
              { from: Math.max(span.from, hole.to), to: span.to },
            ].filter(({ from, to }) => from < to),
      ),
    [...spans],
  );
}

/** The same time in stretches that do not touch, in order. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.to) joined.push({ from: span.from, to: span.to });
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return joined;
}

/** Stretches in order, those together that lie no further apart than a gap. */
export function nearTogether(ordered: readonly Span[], gapMs: number): Span[][] {
  const groups: Span[][] = [];
  for (const span of ordered) {
    const last = groups.at(-1);
    if (last && span.from - last.at(-1)!.to <= gapMs) last.push(span);
    else groups.push([span]);
  }
  return groups;
}

/** Of stretches in order that do not overlap, those that share time with another. */
export function sharing<Each extends Span>(ordered: readonly Each[], span: Span): Each[] {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.to <= span.from) low = middle + 1;
    else high = middle;
  }
  const found: Each[] = [];
  for (let index = low; index < ordered.length && ordered[index]!.from < span.to; index += 1)
    found.push(ordered[index]!);
  return found;
}

/** Whether a stretch has no time outside of others, which are in order and do not overlap. */
export function liesIn(span: Span, ordered: readonly Span[]): boolean {
  return without([span], sharing(ordered, span)).length === 0;
}

/**
 * What of a quantity that is spread evenly over a stretch falls between two instants inside of it. Differences of running
 * shares add up to the whole, where each share rounded alone would not.
 */
export function shareBetween(quantity: Exact, span: Span, part: Span, decimals = MOST_SHARE_DECIMALS): Exact {
  const until = (at: number): Exact =>
    at === span.to
      ? quantity
      : quantity
          .times(at - span.from)
          .div(span.to - span.from)
          .toDecimalPlaces(decimals, Exact.ROUND_HALF_UP);
  return until(part.to).minus(until(part.from));
}
