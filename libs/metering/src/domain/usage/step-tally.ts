import type { Exact } from '#platform/domain';
import type { Step } from '../steps/counter-judge.js';
import type { UsableReading } from '../steps/counter-reading.js';
import type { StepScale } from '../steps/step-scale.js';
import type { Span } from '../windows/spans.js';

/**
 * Adds up the steps of a meter once it is known what counts of them. A bill sums them by half hour and local day with the evidence
 * behind each (`UsageTally`), a preview by the windows that were asked for (`WindowTally`).
 */
export interface StepTally {
  /** The unit in which steps are added up. */
  readonly scale: StepScale;
  /** Readings come in order. @param endsAt when the event that a reading reports was over; the reading's instant otherwise */
  addReading(reading: UsableReading, endsAt?: number): void;
  /** Adds a step that counts. */
  addStep(step: Step): void;
  addHeld(step: Step): void;
  addUnbilled(step: Step): void;
  /**
   * Spreads a quantity evenly over its time, as far as that lies in the period.
   * @param quantity in the unit of the quantity, not that of steps
   */
  spread(quantity: Exact, span: Span, isEstimated: boolean): void;
  /** Cuts a span of the period where the parts end by which the tally sums. */
  cut(span: Span): Span[];
}
