import type { Exact } from '#platform/domain';
import type { Step } from '../steps/counter-evaluator.js';
import type { UsableReading } from '../steps/counter-reading.js';
import type { StepScale } from '../steps/step-scale.js';
import type { Span } from '../windows/spans.js';

/**
 * Sums the steps of a meter that count. Billing sums them by half hour and local day with the evidence of each
 * (`UsageTally`), previews by the requested windows (`WindowTally`).
 */
export interface StepTally {
  /** The unit in which steps are summed. */
  readonly scale: StepScale;
  /**
   * Adds a reading; readings must be in order.
   * @param endsAt the instant at which the reported event ended; the reading's instant by default
   */
  addReading(reading: UsableReading, endsAt?: number): void;
  /** Adds a step that counts. */
  addStep(step: Step): void;
  addHeld(step: Step): void;
  addUnbilled(step: Step): void;
  /**
   * Spreads a quantity evenly over its span, and adds the part that lies in the period.
   * @param quantity in the unit of quantities, not of steps
   */
  spread(quantity: Exact, span: Span, isEstimated: boolean): void;
  /** Cuts a span of the period at the bounds of the tally's parts. */
  cut(span: Span): Span[];
}
