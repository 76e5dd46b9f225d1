export * from './domain/index.js';
export { AutomaticPaymentsService } from './collection/automatic-payments.service.js';
export type { PlannedPayment } from './collection/automatic-payments.queries.js';
export { CollectionRunner } from './collection/collection-runner.js';
export {
  CollectionService,
  type DocumentCollection,
  type LinkedDocument,
} from './collection/collection.service.js';
export type { AttemptView, ChargebackView } from './collection/attempts.queries.js';
export { type PageOptions, PayersService, type SavedMethods } from './collection/payers.service.js';
export {
  type CardPaymentsView,
  type StripeAccountView,
  type StripeSettingsChanges,
  StripeSettingsService,
} from './collection/stripe-settings.service.js';
export { StripeWebhooksService } from './collection/stripe-webhooks.service.js';
export { type CamtOptions, camtReader } from './statements/read-camt.js';
export { MAX_STATEMENT_BYTES } from './statements/limit-statement.js';
export { type ReadOptions, readStatementFile } from './statements/read-file.js';
export type { ImportProblem, StatementImportState } from './entities/statement-import.entity.js';
export { StatementImportRunner } from './imports/statement-import.runner.js';
export type {
  KnownColumnMap,
  StatementImportView,
  StatementLineView,
} from './imports/statement-imports.queries.js';
export { StatementImportsService } from './imports/statement-imports.service.js';
export type { LegalEntityDatevSettings } from './entities/datev-settings.entity.js';
export type { DebitCreditor } from './entities/debit-creditor.entity.js';
export { type AnnouncedDebit, findAnnouncedDebit } from './direct-debits/announced-debit.queries.js';
export type { DebitFileView, DebitView } from './direct-debits/debit-files.queries.js';
export {
  type DebitFileDetail,
  DebitFilesService,
  type DebitPlan,
  type PlannedDebit,
} from './direct-debits/debit-files.service.js';
export type { MandateView } from './direct-debits/mandates.queries.js';
export { MandatesService } from './direct-debits/mandates.service.js';
export { writeDebitFile } from './direct-debits/write-debit-file.js';
export { DatevExportService } from './journal/datev-export.service.js';
export { DatevSettingsService } from './journal/datev-settings.service.js';
export { JournalExportService } from './journal/journal-export.service.js';
export type { AllocationView, PaymentFilter, PaymentView } from './payments/payments.queries.js';
export type { OpenItemFilter, OpenItemView } from './payments/open-items.queries.js';
export { type NewPayment, type PaymentDetail, PaymentsService } from './payments/payments.service.js';
export type { SuggestedDocument, SuggestionView } from './payments/suggestions.queries.js';
export type { BankFileContent } from './payment-files/bank-file.js';
export type { PaymentFileView, PendingTransfers } from './payment-files/payment-files.queries.js';
export { type PaymentFileDetail, PaymentFilesService } from './payment-files/payment-files.service.js';
export { writePain } from './payment-files/write-pain.js';
export type { Refundable } from './refunds/refundable.js';
export type { RefundView, StripeRefundView } from './refunds/refunds.queries.js';
export { RefundsService } from './refunds/refunds.service.js';
export type { NewRefund } from './refunds/request-refund.store.js';
export type { StoredInterest, StoredInterestSpan } from './entities/reminder.entity.js';
export type { LetterParties } from './entities/reminder-letter.entity.js';
export type { ReminderClaimFilter, ReminderClaimView } from './reminders/claims.queries.js';
export {
  loadLetterContent,
  type ReminderLetterContent,
  stopSettledReminders,
} from './reminders/letter-content.store.js';
export type { CollectionNoteView, PersonToCall } from './reminders/calls.queries.js';
export { type CallList, CallsService, type CallView } from './reminders/calls.service.js';
export type { PromiseFilter, PromiseView } from './reminders/promises.queries.js';
export { type NewPromise, PromisesService } from './reminders/promises.service.js';
export type {
  LetterMailView,
  ReminderLetterFilter,
  ReminderLetterView,
  ReminderView,
} from './reminders/reminder-letters.queries.js';
export { type ReminderLetterDetail, ReminderLettersService } from './reminders/reminder-letters.service.js';
export type { BaseRateView } from './reminders/reminder-policies.queries.js';
export {
  type NewBaseRate,
  type ReminderPolicyView,
  ReminderPoliciesService,
} from './reminders/reminder-policies.service.js';
export {
  type ReminderPreview,
  type ReminderRunResult,
  ReminderRunsService,
} from './reminders/reminder-runs.service.js';
export {
  RevaluationsService,
  type RevaluationState,
  type RevaluationView,
} from './revaluations/revaluations.service.js';
export type { AccountStatementLine } from './reports/account-statement.queries.js';
export type { AgeingQuery, AgeingRow, UnknownMoney } from './reports/ageing.queries.js';
export {
  type AccountStatement,
  type Ageing,
  type OpenItemDetail,
  ReceivablesReportsService,
  type TaxSummary,
  type TrialBalance,
} from './reports/receivables-reports.service.js';
export type { AccountBalance } from './domain/ledger/account-balances.js';
export type { ApprovalFilter, ApprovalView } from './approvals/approval-view.js';
export type { WriteOffView } from './write-offs/write-offs.queries.js';
export { type NewWriteOff, WriteOffsService } from './write-offs/write-offs.service.js';
export { ReceivablesModule } from './receivables.module.js';
