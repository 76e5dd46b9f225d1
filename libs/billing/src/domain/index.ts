/** Exports for other domains: pure code that imports neither a framework nor database code. */
export type { LineBeforeAndAfter, MonthBasis } from './amendment/amendment-months.js';
export { reasonsOfCorrection } from './correction/correction-reasons.js';
export type { DetectedKind } from './downtime/detected-downtime.js';
export { composeDraft, type Draft } from './draft/compose-draft.js';
export type { DraftInput } from './draft/draft-input.js';
export { equationOf } from './draft/line-equation.js';
export { RUN_OUTCOMES, type RunOutcome } from './run/run-outcome.js';
export {
  type CurvePoint,
  type SimulationInput,
  simulatePlans,
  type SimulationOutcome,
} from './simulation/simulate-plans.js';
export type { PlanOutcome, SimulatedCounter } from './simulation/simulation.js';
export { type RemainingAllowance, remainingAllowances } from './usage/remaining-allowances.js';
export { appliedTerms } from './usage/applied-terms.js';
export { asCounted, type MeteredMonth } from './usage/metered-month.js';
