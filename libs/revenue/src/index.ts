export * from './domain/index.js';
export { UsageAlertMails } from './alerts/mail/usage-alert-mails.service.js';
export { UsageAlertWatch } from './alerts/usage-alert-watch.service.js';
export type { SentAlert, UsageAlertView } from './alerts/usage-alerts.queries.js';
export { UsageAlerts } from './alerts/usage-alerts.service.js';
export { CostImportsService, type PreviewedCosts } from './costs/cost-imports.service.js';
export type { CostView } from './costs/costs.queries.js';
export { type CostChanges, CostsService, type NewCost } from './costs/costs.service.js';
export type { CostGap } from './costs/margins.queries.js';
export { ContractCost } from './entities/contract-cost.entity.js';
export { UsageAlertNotice } from './entities/usage-alert-notice.entity.js';
export { UsageAlert } from './entities/usage-alert.entity.js';
export {
  type CurrentUsage,
  CurrentUsageService,
  type MeterCurrentUsage,
} from './forecast/current-usage.service.js';
export { type RecurringOnDay, RecurringRevenueService } from './revenue/recurring-revenue.service.js';
export { getRecurringTerms, getRecurringTermsOfAll } from './revenue/recurring.queries.js';
export type { RevenueDocument } from './revenue/revenue.queries.js';
export {
  type ExportedResult,
  type MarginRow,
  type MonthRange,
  type RevenueByMonth,
  type RevenueOfContract,
  RevenueService,
} from './revenue/revenue.service.js';
export { type UnbilledMonth, UnbilledService } from './revenue/unbilled.service.js';
export { RevenueModule } from './revenue.module.js';
