/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { type Forecast, type ForecastMethod, forecastUsage } from './forecast/forecast.js';
export { ALERT_MEASURES, type AlertMeasure, MAX_SHARES } from './forecast/usage-alert.js';
export { COST_KINDS, type CostFields, type CostKind } from './revenue/cost-fields.js';
export { COST_COLUMNS } from './revenue/cost-file.js';
export { COSTS_KNOWN, type CostsKnown, GAP_KINDS, type GapKind, type Margin } from './revenue/margins.js';
export { recurringParts, type RecurringTerms } from './revenue/recurring-parts.js';
export type { RecurringContract, RecurringSum } from './revenue/recurring-revenue.js';
export {
  REVENUE_BUCKETS,
  REVENUE_VIEWS,
  type RevenueBucket,
  type RevenueMonth,
  type RevenueView,
} from './revenue/revenue-months.js';
