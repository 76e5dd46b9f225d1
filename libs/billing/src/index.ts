export * from './domain/index.js';
export { SelfAudit } from './audit/self-audit.service.js';
export type { FoundCorrection } from './corrections/corrections.service.js';
export {
  type DetectedDowntimeReport,
  DetectedDowntimeService,
} from './downtime/detected-downtime.service.js';
export {
  type AmendmentPreview,
  AmendmentPreviews,
  type MonthBeforeAndAfter,
  type MonthFigures,
} from './drafts/amendment-previews.service.js';
export { ContractDecisions } from './drafts/contract-decisions.service.js';
export { DraftBatches } from './drafts/draft-batches.service.js';
export { composeMonth, taxMonths } from './drafts/draft-calculation.js';
export { DraftInputs, meteredMonth } from './drafts/draft-input.service.js';
export { DraftsService } from './drafts/drafts.service.js';
export {
  type ExceptionEffect,
  ExceptionEffects,
  type ExceptionWithStake,
} from './drafts/exception-effects.service.js';
export { StoredFinding } from './entities/audit-finding.entity.js';
export { BillingRunResult } from './entities/billing-run-result.entity.js';
export { BillingRun } from './entities/billing-run.entity.js';
export { BillGroups } from './groups/bill-groups.service.js';
export { DepositsService } from './migration/deposits.service.js';
export { PrepaidBalances, type ContractPrepaidBalances } from './migration/prepaid-balances.service.js';
export {
  type MigrationRequirementsView,
  ContractMigrationsService,
  type ContractMigrationView,
} from './migration/contract-migrations.service.js';
export { BillingRunner } from './runs/billing-runner.service.js';
export type {
  BillingRunView,
  ContractResultView,
  RunCorrections,
  RunResultFilter,
  RunResultView,
  RunTotal,
} from './runs/billing-runs.queries.js';
export { BillingRuns } from './runs/billing-runs.service.js';
export { BillingModule } from './billing.module.js';
