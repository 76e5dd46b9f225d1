export * from './domain/index.js';
export { DepositsService } from './takeover/deposits.service.js';
export { PrepaidStandings, type PrepaidStandingsOfContract } from './takeover/prepaid-standings.service.js';
export { type AskedView, TakeoversService, type TakeoverView } from './takeover/takeovers.service.js';
export { type SeenStops, SeenStopsService } from './stops/seen-stops.service.js';
export { UsageAlertMails } from './alert-mail/usage-alert-mails.service.js';
export {
  AmendmentPreviews,
  type AmendmentPreview,
  type MonthBeforeAndAfter,
  type MonthFigures,
} from './amendment-previews.service.js';
export { BillingModule } from './billing.module.js';
export type {
  HeldLine,
  InvoiceFilter,
  InvoiceLineView,
  InvoiceRow,
  InvoiceSummary,
  InvoiceView,
  MoneyInDrafts,
} from './billing.queries.js';
export { BillingRunner } from './billing-runner.service.js';
export type {
  BillingRunView,
  RunCorrections,
  RunResultFilter,
  ContractResultView,
  RunResultView,
  RunTotal,
} from './billing-runs.queries.js';
export { BILLING_RUN, BillingRuns } from './billing-runs.service.js';
export { BillingService } from './billing.service.js';
export { BooksService, type PeriodView, type RateView } from './books.service.js';
export { CostSoFarService, type CostSoFar, type MeterSoFar } from './cost-so-far.service.js';
export { DraftSets } from './draft-sets.service.js';
export type { AtStake, DisputeView } from './disputes.queries.js';
export type { DisputeDetail, MeterTestView } from './dispute-detail.queries.js';
export { type DisputesOfInvoice, DisputesService } from './disputes.service.js';
export { MeterTestsService } from './meter-tests.service.js';
export { BillingRunResult } from './entities/billing-run-result.entity.js';
export { BillingRun } from './entities/billing-run.entity.js';
export { InvoiceLine } from './entities/invoice-line.entity.js';
export { Invoice } from './entities/invoice.entity.js';
export { ProofPack } from './entities/proof-pack.entity.js';
export {
  ExceptionEffects,
  type ExceptionEffect,
  type ExceptionWithStake,
} from './exception-effects.service.js';
export { SelfAudit } from './self-audit.service.js';
export { StoredFinding } from './entities/audit-finding.entity.js';
export { type DocumentFile, InvoiceDocuments } from './document/invoice-documents.service.js';
export { renderInvoice } from './document/render-invoice.js';
export { ContractDecisions } from './contract-decisions.service.js';
export { InvoicesService } from './invoices.service.js';
export { ProofPackWriter } from './pack/proof-pack-writer.service.js';
export type { ProofPackView } from './pack/proof-packs.queries.js';
export { ProofPacks } from './pack/proof-packs.service.js';
export {
  type CorrectionProof,
  type LineProof,
  ProofsService,
  type ReadingsFilter,
} from './proofs.service.js';
export { CreditNotesService, type CreditPreview } from './credit-notes.service.js';
export type { CorrectedDocument, CorrectionOfDocument } from './corrections.queries.js';
export type { FoundCorrection } from './corrections.service.js';
export { Correction } from './entities/correction.entity.js';
export type { DecisionView } from './decisions.queries.js';
export type { DocumentTax, DocumentView, RelatedDocument } from './documents.queries.js';
export { InvoiceLifeService } from './invoice-life.service.js';
export type { IssuePreview } from './invoices.service.js';
export type { JournalView } from './journal.queries.js';
export type { TaxRuleView } from './tax-rules.queries.js';
export { TaxRulesService } from './tax-rules.service.js';
export { ContractCost } from './entities/contract-cost.entity.js';
export { CostImportsService, type PreviewedCosts } from './revenue/cost-imports.service.js';
export type { CostView } from './revenue/costs.queries.js';
export { type CostChanges, CostsService, type NewCost } from './revenue/costs.service.js';
export type { CostGap } from './revenue/margins.queries.js';
export { RecurringRevenueService, type RecurringOnDay } from './revenue/recurring-revenue.service.js';
export type { RevenueDocument } from './revenue/revenue.queries.js';
export {
  type ExportedResult,
  type MarginRow,
  type Months,
  type RevenueByMonth,
  type RevenueOfContract,
  RevenueService,
} from './revenue/revenue.service.js';
export { UnbilledService, type UnbilledMonth } from './revenue/unbilled.service.js';
export { PriceIndex } from './entities/price-index.entity.js';
export { IndexLetters, type LetterFile } from './escalation/index-letters.service.js';
export { IndexLetterMails } from './letter-mail/index-letter-mails.service.js';
export { type Escalation, EscalationService, type StepWish } from './escalation/escalation.service.js';
export { type ComingStep, IndexSteps, type StepOutcome } from './escalation/index-steps.service.js';
export { type IndexValueView, PriceIndexesService } from './escalation/price-indexes.service.js';
export { UsageAlertNotice } from './entities/usage-alert-notice.entity.js';
export { UsageAlert } from './entities/usage-alert.entity.js';
export { UsageAlertWatch } from './usage-alert-watch.service.js';
export type { ToldAlert, UsageAlertView } from './usage-alerts.queries.js';
export { UsageAlerts } from './usage-alerts.service.js';
export { BillGroupMember } from './entities/bill-group-member.entity.js';
export { BillGroup } from './entities/bill-group.entity.js';
export type { BillGroupView } from './groups/bill-groups.queries.js';
export { BillGroups } from './groups/bill-groups.service.js';
export { GroupDocuments, type GroupDocumentView } from './groups/group-documents.service.js';
