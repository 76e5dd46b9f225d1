import { Exact } from '#platform/domain';
import type { UsableReading } from '../steps/counter-reading.js';
import { type CountingWindow, happensIn } from '../usage/metered-period.js';
import { eventSpan } from '../windows/spans.js';
import { StepEvaluator } from '../steps/step-evaluator.js';
import { foreignOpening } from './foreign-opening.js';
import { toLevelReading } from './level.js';
import { reportNoReadings } from './level-segment.js';
import { type Metering, type Segment, completeSegment } from './segment.js';

/**
 * Counts readings that report a counted event. Each event is independent of earlier readings, and there are no gaps. A
 * window without any reading is unknown, because either no events took place or no data arrived.
 */
export function deriveEventSegment(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Segment {
  const evaluator = new StepEvaluator(records, window, tally);
  const counted = ordered.filter(({ at }) => happensIn(window, at));
  for (const reading of counted) {
    const { from, to } = eventSpan(reading.at);
    tally.addReading(reading, to);
    const event = toLevelReading(reading, meter);
    evaluator.evaluate({
      from: { ...event, at: from },
      to: { ...event, at: to },
      quantity: new Exact(event.value),
      hold: null,
      isRollover: false,
      impliedByModulus: null,
      isGap: false,
    });
  }
  const before =
    ordered.findLast(({ at }) => at >= window.since && at <= window.from && !happensIn(window, at)) ??
    foreignOpening(ordered, window);
  if (counted.length === 0)
    reportNoReadings(evaluator, before && toLevelReading(before, meter), window, asOf);
  return completeSegment(evaluator, {
    window,
    opening: { reading: before, fallenFrom: null },
    // The time before the first event is treated as known, because an earlier event would have been reported.
    first: null,
  });
}
