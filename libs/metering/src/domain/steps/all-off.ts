import type { Exact } from '#platform/domain';
import { isCoveredBy, findOverlapping, type Span } from '../windows/spans.js';

/** A reading of a machine's state. */
export interface StateReading {
  readonly at: number;
  /** Null if the message had no state. */
  readonly state: string | null;
}

/**
 * States in which a compressor delivers nothing. Idling is not included, because an idling compressor still turns and
 * can load within seconds.
 */
const OFF_STATES: ReadonlySet<string> = new Set(['off', 'fault', 'maintenance']);

/**
 * Returns the spans in which a machine was certainly off: spans between two readings that both show the machine off and
 * are no further apart than the longest allowed gap. Its state between other readings is unknown.
 *
 * @param readings in chronological order
 * @param maxGapMs a longer gap proves nothing
 */
export function standstills(readings: readonly StateReading[], maxGapMs: number): Span[] {
  const spans: Span[] = [];
  let last: StateReading | null = null;
  for (const reading of readings) {
    if (reading.state === null) continue;
    const isOffBetween = last !== null && isOff(last) && isOff(reading) && reading.at - last.at <= maxGapMs;
    if (isOffBetween) {
      const before = spans.at(-1);
      if (before?.to === last!.at) spans[spans.length - 1] = { from: before.from, to: reading.at };
      else spans.push({ from: last!.at, to: reading.at });
    }
    last = reading;
  }
  return spans;
}

const isOff = ({ state }: StateReading): boolean => OFF_STATES.has(state!);

/**
 * Returns true when a quantity proves flow while every machine was off: the whole time of its step must be in such
 * spans (docs/rules/metering.md#flow-while-all-machines-are-off).
 *
 * @param off in order, without overlap
 */
export function isFlowWhileOff(quantity: Exact | null, span: Span, off: readonly Span[]): boolean {
  return off.length > 0 && quantity !== null && !quantity.isZero() && isCoveredBy(span, off);
}

/** Returns the overlap of two lists, each in order and without overlap; adjacent spans are joined. */
export function intersectSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of a)
    for (const other of findOverlapping(b, span)) {
      const both = { from: Math.max(span.from, other.from), to: Math.min(span.to, other.to) };
      const last = found.at(-1);
      if (last?.to === both.from) found[found.length - 1] = { from: last.from, to: both.to };
      else if (both.from < both.to) found.push(both);
    }
  return found;
}
