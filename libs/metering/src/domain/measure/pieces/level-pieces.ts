import { Exact } from '#platform/domain';
import { isFlowWhileOff } from '../../steps/all-off.js';
import { cutBy, overlap, sharing, without, type Span } from '../../windows/spans.js';
import { broughtIn, type Level, standing } from '../../steps/standing-level.js';
import type { Intervals } from './intervals.js';
import type { Estimate, MeterReading } from '../meter-definition.js';
import type { Derived, Piece } from './piece.js';

const SECOND_MS = 1000;

/** A value that stands for a stretch of time. */
export interface HeldValue extends Level {
  readonly isEstimated: boolean;
}

/**
 * For how long each value of a gauge stands. A value does not reach into an estimate that begins after it: whoever estimates says
 * that there was none.
 *
 * @param readings of one gauge, by time
 * @param holdLimit milliseconds; Infinity for none
 * @param estimates in order, without overlap
 * @param until how far the last value may reach
 */
export function heldValues(
  readings: readonly MeterReading[],
  holdLimit: number,
  estimates: readonly Estimate[],
  until: number,
): HeldValue[] {
  const valued = readings.filter((reading) => reading.value !== null);
  return standing(valued, holdLimit, until).flatMap(({ reading, from, to }) => {
    const estimated = sharing(estimates, { from, to }).filter((estimate) => estimate.from >= from);
    return without([{ from, to }], estimated)
      .filter((span) => span.from < span.to)
      .map((span) => ({ ...span, value: new Exact(reading.value!), isEstimated: reading.isEstimated }));
  });
}

/**
 * The integral of a level over the time in seconds, interval by interval; a level in cubic metres a minute times 1/60 is cubic
 * metres. What stands while every machine is off is held.
 *
 * @param off in order, without overlap
 */
export function levelPieces(
  held: readonly HeldValue[],
  off: readonly Span[],
  intervals: Intervals,
): Derived & { readonly counted: readonly Span[] } {
  const inPeriod = held.filter((level) => overlap(level, intervals.period) > 0);
  const pieces = inPeriod.flatMap((level) =>
    (level.value.isZero() ? [level] : cutBy(level, off)).flatMap((span) =>
      integrate(level, span, intervals, isFlowWhileOff(level.value, span, off)),
    ),
  );
  return { pieces, known: inPeriod, isComplete: false, counted: inPeriod };
}

function integrate(level: HeldValue, span: Span, intervals: Intervals, isOff: boolean): Piece[] {
  return intervals.touchedBy(span).map((interval) => {
    const quantity = broughtIn(level.value, overlap(span, intervals.list[interval]!), SECOND_MS);
    return {
      interval,
      quantity,
      kind: isOff ? 'held' : 'normal',
      standing: isOff ? 'held' : level.isEstimated ? 'estimated' : 'measured',
      exception: isOff ? { code: 'flow_while_off', implied: quantity } : null,
    };
  });
}
