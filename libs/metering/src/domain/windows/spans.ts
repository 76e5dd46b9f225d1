import { Exact } from '#platform/domain';

/** Maximum decimals of a share, so that sums of shares stay within the precision of calculations. */
const MAX_SHARE_DECIMALS = 24;

/** A half-open span in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns true when an end instant lies in a span. A step belongs to the span in which it ends
 * (docs/rules/metering.md#counter-steps-over-a-boundary), even if step and span end at the same instant.
 */
export function endsIn({ from, to }: Span, at: number): boolean {
  return at > from && at <= to;
}

/** Returns true when an instant lies strictly inside a span. */
export function containsInstant({ from, to }: Span, at: number): boolean {
  return from < at && to > at;
}

/**
 * Returns the span of an event. It ends a millisecond after the instant, so that it belongs to the half-open span that
 * contains the instant.
 */
export function eventSpan(at: number): Span {
  return { from: at, to: at + 1 };
}

/** Returns the part of a span that lies within another span. */
export function clip(span: Span, within: Span): Span {
  return { from: Math.max(span.from, within.from), to: Math.min(span.to, within.to) };
}

/** Returns the overlap of two spans, in milliseconds. */
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

/**
 * Cuts a span so that each part lies either entirely inside one of the other spans or entirely outside all of them.
 * Parts are in order.
 */
export function cutAtSpans(span: Span, others: readonly Span[]): Span[] {
  const inside = findOverlapping(others, span).map((other) => clip(span, other));
  if (inside.length === 0) return [span];
  return [...inside, ...subtractSpans([span], inside)].sort((a, b) => a.from - b.from);
}

/** Returns the spans that overlap another span. @param ordered in order, without overlap */
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

/** Returns true when a span lies entirely within others, which are in order and do not overlap. */
export function isCoveredBy(span: Span, ordered: readonly Span[]): boolean {
  return subtractSpans([span], findOverlapping(ordered, span)).length === 0;
}

/**
 * Returns the share of a quantity, spread evenly over a span, between two instants within the span. Differences of
 * running shares add up to the whole; separately rounded shares don't.
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
