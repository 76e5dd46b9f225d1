import type { UsableReading } from '../steps/counter-reading.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { CountingWindow } from '../usage/metered-period.js';
import { StepEvaluator } from '../steps/step-evaluator.js';
import { cutAtSpans, findOverlapping, type Span, subtractSpans } from '../windows/spans.js';
import type { AppliedLevel } from '../steps/applied-level.js';
import { contributionOf, isImplausible, levelsOf, toLevelReading } from './level.js';
import { type Metering, type Segment, completeSegment } from './segment.js';

/**
 * Derives the time-weighted integral of a level, or the time in a state. Each reading applies until the next one, but
 * at most for the longest allowed gap; after that, the level is unknown and needs a decision. A step is divided at half
 * hours, because its quantity is spread evenly, and where machines stopped or started, because flow while they were off
 * is put on hold.
 */
export function deriveLevelSegment(
  { meter, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Segment {
  const evaluator = new StepEvaluator(records, window, tally);
  const { opening, counted, levels } = levelsOf(ordered, meter, window, asOf);
  for (const reading of counted) tally.addReading(reading);
  for (const { reading, from, to } of levels) {
    const level = toLevelReading(reading, meter);
    const hold = isImplausible(reading.value, meter) ? 'implausible_rate' : null;
    const applicable = beforeEstimates({ from, to }, reading.at, records.estimated ?? []);
    const parts = applicable
      .flatMap((span) => tally.cut(span))
      .flatMap((part) => cutAtSpans(part, records.off));
    for (const part of parts)
      evaluator.evaluate({
        from: { ...level, at: part.from },
        to: { ...level, at: part.to },
        quantity: contributionOf(level, meter, part),
        hold,
        isRollover: false,
        impliedByModulus: null,
        isGap: false,
      });
  }
  reportGaps(evaluator, levels, meter, window, asOf);
  return completeSegment(evaluator, {
    window,
    opening: { reading: opening, fallenFrom: null },
    first: counted[0] ?? null,
  });
}

/**
 * Ends a level at the start of a span that was estimated after the level's reading, because the estimate states that
 * no level applied in that span.
 */
function beforeEstimates(span: Span, readAt: number, estimated: readonly Span[]): Span[] {
  const later = findOverlapping(estimated, span).filter(({ from }) => from >= readAt);
  return subtractSpans([span], later).filter(({ from, to }) => from < to);
}

/**
 * Reports spans without a level: the time after a level reached its maximum duration, or a whole window without
 * readings.
 */
export function reportGaps(
  evaluator: StepEvaluator,
  levels: readonly AppliedLevel<UsableReading>[],
  meter: MeterRule,
  window: CountingWindow,
  asOf: number,
): void {
  for (const { reading, next, to, until } of levels)
    if (to < until)
      evaluator.reportGap(
        { from: to, to: until },
        toLevelReading(reading, meter),
        next ? 'reading' : endOf(window, asOf),
      );
  if (levels.length === 0) reportNoReadings(evaluator, null, window, asOf);
}

/** Reports a window without readings, up to the current time. @param before the last reading before it */
export function reportNoReadings(
  evaluator: StepEvaluator,
  before: UsableReading | null,
  window: CountingWindow,
  asOf: number,
): void {
  const end = Math.min(window.to, asOf);
  if (window.from < end) evaluator.reportGap({ from: window.from, to: end }, before, endOf(window, asOf));
}

const endOf = (window: CountingWindow, asOf: number): 'end' | 'running' =>
  asOf >= window.to ? 'end' : 'running';
