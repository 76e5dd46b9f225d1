import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow, MeteredPeriod } from '../usage/metered-period.js';
import type { Opening } from '../evidence/evidence-hash.js';
import type { MeterRecords } from '../evidence/meter-records.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { EvaluatedSteps, StepEvaluator } from '../steps/step-evaluator.js';
import { isoSpan, noteOf } from '../usage/usage-reasons.js';
import type { StepTally } from '../usage/step-tally.js';

/** The inputs and the tally of a period's usage. */
export interface Metering {
  readonly meter: MeterRule;
  readonly period: MeteredPeriod;
  /** Current time, in milliseconds since 1970 UTC. */
  readonly asOf: number;
  readonly records: MeterRecords;
  readonly tally: StepTally;
}

/** The result for one window of a period. */
export interface Segment extends EvaluatedSteps {
  readonly opening: Opening;
  /** The first reading after a counter's window if the step to it is divided (`closingOf`); null otherwise. */
  readonly closing: UsableReading | null;
  /** A counter's values at the start and end of the window; null for other methods. */
  readonly startValue: string | null;
  readonly endValue: string | null;
}

/** The inputs for one window. */
interface SegmentInput {
  readonly window: CountingWindow;
  readonly opening: Opening;
  /** The first reading that counted. */
  readonly first: UsableReading | null;
}

/** Completes a window's steps. Without an opening, the time before the first reading is unknown and reported. */
export function completeSegment(evaluator: StepEvaluator, { window, opening, first }: SegmentInput): Segment {
  const evaluated = evaluator.close();
  const unknownStart =
    opening.reading === null && first !== null ? { from: window.from, to: first.at } : null;
  return {
    ...evaluated,
    opening,
    reasons: unknownStart
      ? [
          noteOf('began_at_first_reading', { ...isoSpan(unknownStart), toValue: first!.value }),
          ...evaluated.reasons,
        ]
      : evaluated.reasons,
    unknownMs: evaluated.unknownMs + (unknownStart ? unknownStart.to - unknownStart.from : 0),
    closing: null,
    startValue: null,
    endValue: null,
  };
}
