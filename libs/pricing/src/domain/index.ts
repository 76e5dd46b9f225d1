/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { escalatePricing } from './indexation/escalated-pricing.js';
export {
  type ClauseFrom,
  clausesInTime,
  type IndexClause,
  indexClauseOf,
  type IndexStep,
  indexSteps,
  yearsBetween,
} from './indexation/index-clause.js';
export { hasSamePrices, copyPrices, pricesOf } from './indexation/priced-fields.js';
export {
  figuresOf,
  type EvaluatedPerformance,
  type PerformanceEvaluation,
  evaluatePerformance,
  type DowntimeRecord,
  PERFORMANCE_RULES_VERSION,
  type PerformanceFacts,
  type PerformanceFigures,
  type PerformanceResult,
} from './performance/evaluated-performance.js';
export { guaranteeTimes, guaranteeTimesIn } from './performance/guarantee-times.js';
export { type GuaranteeDays, guaranteesOf } from './performance/guarantee-days.js';
export { allowanceFor } from './rating/allowance.js';
export type { ChargeInTime, MachineTerms } from './rating/charge-in-time.js';
export { rampPercent } from './rating/models/minimum.js';
export { hasSinglePrice, netPrice } from './rating/models/net-price.js';
export type { PrepaidTerms } from './rating/models/prepaid.js';
export { type RatedRuns, rateRuns, type RunFigures, type RunLine } from './rating/rate-runs.js';
export { rateCurrentTotal } from './rating/rate-current-total.js';
export type { RatedCharge } from './rating/rate-charge.js';
export type { RatedLine } from './rating/rated-line.js';
export { type LineComponent, type RatingRun, type UsageOfCharge } from './rating/rating-run.js';
export { convertQuantity } from './rating/rounding.js';
export { RATING_RULES_VERSION } from './rating/rules-version.js';
export {
  billedFraction,
  billedMonth,
  type BilledTerm,
  billedWithoutEnd,
  contractSpans,
  contractYears,
} from './terms/billed-month.js';
export {
  type ChargeEra,
  type ChargesFrom,
  chargesInTime,
  type ChargeSegment,
  earlierDay,
  erasOf,
  joinSameTerms,
  laterDay,
} from './terms/charge-segments.js';
export type { MachineToBill } from './terms/machine-to-bill.js';
export {
  countUnpausedDays,
  cutAtPauses,
  type Days,
  overlappingDays,
  subtractDays,
  withoutUnbilledDays,
} from './terms/paused-days.js';
