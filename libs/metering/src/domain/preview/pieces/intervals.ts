import type { Exact } from '#platform/domain';
import { clip, leadsOver, shareBetween, type Span } from '../../windows/spans.js';

/** A share of a quantity in one of the intervals. */
export interface Share {
  readonly interval: number;
  readonly quantity: Exact;
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
  areCrossedBy(span: Span): boolean {
    if (leadsOver(span, this.period.from) || leadsOver(span, this.period.to)) return true;
    const first = this.holding(span.from);
    return first !== null && leadsOver(span, this.list[first]!.to);
  }

  /** A quantity spread evenly over a stretch: what of it falls into which interval. What falls outside is left out. */
  spread(quantity: Exact, span: Span): Share[] {
    return this.touchedBy(span).map((interval) => ({
      interval,
      quantity: shareBetween(quantity, span, clip(span, this.list[interval]!)),
    }));
  }

  /** Positions of the intervals that a stretch shares time with. */
  touchedBy(span: Span): number[] {
    const first = this.holding(Math.max(span.from, this.period.from));
    const last = this.endingAt(Math.min(span.to, this.period.to));
    if (first === null || last === null) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }
}
