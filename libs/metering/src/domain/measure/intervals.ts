import { Exact } from '#platform';

/** So that sums of shares stay within the digits that are computed with. */
const SHARE_DECIMALS = 24;

/** A stretch of time in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A share of a quantity in one of the intervals. */
export interface Share {
  readonly interval: number;
  readonly quantity: Exact;
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

/** A period cut into windows of one length, the last one shorter where it does not fit; one window when there is no length. */
export class Intervals {
  readonly list: readonly Span[];
  private readonly length: number;

  constructor(
    readonly period: Span,
    windowSeconds: number | null,
  ) {
    this.length = windowSeconds === null ? period.to - period.from : windowSeconds * 1000;
    this.list = Array.from({ length: Math.ceil((period.to - period.from) / this.length) }, (_, index) => ({
      from: period.from + index * this.length,
      to: Math.min(period.from + (index + 1) * this.length, period.to),
    }));
  }

  /** The interval in which something that ends at an instant belongs: (from, to]. Null outside. */
  endingAt(at: number): number | null {
    if (at <= this.period.from || at > this.period.to) return null;
    return Math.ceil((at - this.period.from) / this.length) - 1;
  }

  /** The interval that an instant is in: [from, to). Null outside. */
  holding(at: number): number | null {
    if (at < this.period.from || at >= this.period.to) return null;
    return Math.floor((at - this.period.from) / this.length);
  }

  /** Whether a boundary lies inside a stretch. */
  areCrossedBy({ from, to }: Span): boolean {
    if (from < this.period.from && to > this.period.from) return true;
    if (from < this.period.to && to > this.period.to) return true;
    const first = this.holding(from);
    return first !== null && this.list[first]!.to < to;
  }

  /** A quantity spread evenly over a stretch: what of it falls into which interval. What falls outside is left out. */
  spread(quantity: Exact, span: Span): Share[] {
    const length = span.to - span.from;
    // Differences of running shares add up to the whole, where each share rounded alone would not.
    const until = (at: number): Exact =>
      at === span.to
        ? quantity
        : quantity
            .times(at - span.from)
            .div(length)
            .toDecimalPlaces(SHARE_DECIMALS);
    return this.touchedBy(span).map((interval) => {
      const { from, to } = this.list[interval]!;
      const share = until(Math.min(to, span.to)).minus(until(Math.max(from, span.from)));
      return { interval, quantity: share };
    });
  }

  /** Positions of the intervals that a stretch shares time with. */
  touchedBy(span: Span): number[] {
    const first = this.holding(Math.max(span.from, this.period.from));
    const last = this.endingAt(Math.min(span.to, this.period.to));
    if (first === null || last === null) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }
}
