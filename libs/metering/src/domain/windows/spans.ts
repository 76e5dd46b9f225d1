import { Exact } from '#platform/domain';

/** Keeps sums of shares within the precision of calculations. */
const MAX_SHARE_DECIMALS = 24;

/** A time span in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether an instant at which something ends lies in a span. A step belongs to the span in which it ends
 * (docs/rules/metering.md#counter-steps-over-a-boundary), also if both end at the same instant.
 */
export function endsIn({ from, to }: Span, at: number): boolean {
  return at > from && at <= to;
}

/** Whether an instant lies strictly inside a span. */
export function containsInstant({ from, to }: Span, at: number): boolean {
  return from < at && to > at;
}

/**
 * The time of an event at an instant. It ends a millisecond later, so that it belongs to the half-open span that
 * contains the instant.
 */
export function eventSpan(at: number): Span {
  return { from: at, to: at + 1 };
}

/** The part of a span within another that it overlaps. */
export function clip(span: Span, within: Span): Span {
  return { from: Math.max(span.from, within.from), to: Math.min(span.to, within.to) };
}

/** The overlap of two spans, in milliseconds. */
export function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}

/** Subtracts spans from others. */
export function subtractSpans(spans: readonly Span[], subtracted: readonly Span[]): Span[] {
  return subtracted.reduce<Span[]>(
    (left, subtrahend) =>
      left.flatMap((span) =>
        overlap(span, subtrahend) === 0
          ? [span]
          : [
              { from: span.from, to: Math.min(span.to, subtrahend.from) },
              { from: Math.max(span.from, subtrahend.to), to: span.to },
            ].filter(({ from, to }) => from < to),
      ),
    [...spans],
  );
}

/** Joins overlapping and adjacent spans, in order. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.to) joined.push({ from: span.from, to: span.to });
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return joined;
}

/** Groups ordered spans that are no further apart than a gap. */
export function groupNearby(ordered: readonly Span[], gapMs: number): Span[][] {
  const groups: Span[][] = [];
  for (const span of ordered) {
    const last = groups.at(-1);
    if (last && span.from - last.at(-1)!.to <= gapMs) last.push(span);
    else groups.push([span]);
  }
  return groups;
}

/** Cuts a span so that each part, in order, lies either entirely in one of the others or in none. */
export function cutAtSpans(span: Span, others: readonly Span[]): Span[] {
  const inside = findOverlapping(others, span).map((other) => clip(span, other));
  if (inside.length === 0) return [span];
  return [...inside, ...subtractSpans([span], inside)].sort((a, b) => a.from - b.from);
}

/** The spans that overlap another one, from a list in order and without overlap. */
export function findOverlapping<Each extends Span>(ordered: readonly Each[], span: Span): Each[] {
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

/** Whether a span lies entirely within others, which are in order and do not overlap. */
export function isCoveredBy(span: Span, ordered: readonly Span[]): boolean {
  return subtractSpans([span], findOverlapping(ordered, span)).length === 0;
}

/**
 * The share of a quantity, spread evenly over a span, between two instants inside of it. Differences of running shares
 * add up to the whole, unlike separately rounded shares.
 */
export function computeShare(quantity: Exact, span: Span, part: Span, decimals = MAX_SHARE_DECIMALS): Exact {
  const until = (at: number): Exact =>
    at === span.to
      ? quantity
      : quantity
          .times(at - span.from)
          .div(span.to - span.from)
          .toDecimalPlaces(decimals, Exact.ROUND_HALF_UP);
  return until(part.to).minus(until(part.from));
}
