import type { Exact } from '#platform/domain';
import { clip, containsInstant, computeShare, type Span } from '../../windows/spans.js';

/** A share of a quantity in an interval. */
export interface Share {
  readonly interval: number;
  readonly quantity: Exact;
}

/**
 * A period cut into windows of equal length, with a shorter last one if necessary. Without a length, it is a single
 * window.
 */
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

  /**
   * Returns the index of the interval (from, to] that contains an end instant. Null if the instant is outside the
   * period.
   */
  endingAt(at: number): number | null {
    if (at <= this.period.from || at > this.period.to) return null;
    return Math.ceil((at - this.period.from) / this.length) - 1;
  }

  /**
   * Returns the index of the interval [from, to) that contains an instant. Null if the instant is outside the period.
   */
  indexAt(at: number): number | null {
    if (at < this.period.from || at >= this.period.to) return null;
    return Math.floor((at - this.period.from) / this.length);
  }

  /** Returns true when a boundary lies inside a span. */
  hasBoundWithin(span: Span): boolean {
    if (containsInstant(span, this.period.from) || containsInstant(span, this.period.to)) return true;
    const first = this.indexAt(span.from);
    return first !== null && containsInstant(span, this.list[first]!.to);
  }

  /**
   * Spreads a quantity evenly over a span and returns the share of each interval. Shares outside the period are left
   * out.
   */
  spread(quantity: Exact, span: Span): Share[] {
    return this.indexesOverlapping(span).map((interval) => ({
      interval,
      quantity: computeShare(quantity, span, clip(span, this.list[interval]!)),
    }));
  }

  /** Returns the indexes of intervals that overlap a span. */
  indexesOverlapping(span: Span): number[] {
    const first = this.indexAt(Math.max(span.from, this.period.from));
    const last = this.endingAt(Math.min(span.to, this.period.to));
    if (first === null || last === null) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }
}
