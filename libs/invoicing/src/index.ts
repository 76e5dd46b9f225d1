export * from './domain/index.js';
export { AccountingService, type PeriodView, type RateView } from './accounting/accounting.service.js';
export {
  type EntryToPost,
  isRateUsableOn,
  type LineOfEntry,
  loadAccountingRate,
  loadEntryOfSource,
  lockPostingDay,
  postEntries,
} from './accounting/accounting.store.js';
export type { JournalView } from './accounting/journal.queries.js';
export { DeferredRevenueService } from './deferral/deferred-revenue.service.js';
export type { RevenueReleaseTotal } from './deferral/revenue-releases.queries.js';
export type { DeferralSettings } from './entities/deferral-settings.entity.js';
export { type AccountingMonth, accountingMonth, lockMonthEnd } from './accounting/month-end.store.js';
export {
  type JournalPeriod,
  type LedgerAccountView,
  listUsedAccounts,
  loadChart,
  type UsedAccount,
} from './accounting/ledger-accounts.queries.js';
export { type ChartsOfAccounts, LedgerAccountsService } from './accounting/ledger-accounts.service.js';
export type { BulkDecisionView, BulkItemView } from './bulk/bulk-decisions.queries.js';
export {
  BulkDecisionsService,
  type BulkPreview,
  type BulkRequest,
  type BulkSelection,
  MAX_BULK_DOCUMENTS,
} from './bulk/bulk-decisions.service.js';
export { BulkRunner } from './bulk/bulk-runner.service.js';
export {
  billedLines,
  type CorrectedDocument,
  type CorrectionOfDocument,
  creditsOfLines,
  lockMonths,
  type MonthsOfContract,
} from './corrections/corrections.queries.js';
export { CreditNotesService, type CreditPreview } from './credit-notes/credit-notes.service.js';
export { loadDepositStatus, type DepositStatus } from './credit-notes/deposit-status.queries.js';
export { depositsBilled, depositsSetOff } from './credit-notes/deposits.queries.js';
export type { DisputeDetail, MeterTestView } from './disputes/dispute-detail.queries.js';
export type { AtStake, DisputeView } from './disputes/disputes.queries.js';
export { type DisputesOfInvoice, DisputesService } from './disputes/disputes.service.js';
export { sideOf } from './disputes/disputes.store.js';
export { MeterTestsService } from './disputes/meter-tests.service.js';
export { loadContractDecisions, type DecisionView } from './document/decisions.queries.js';
export {
  type FoundDocument,
  lockDocumentById,
  lockDocuments,
  loadLatestCutoffs,
  updateDraftStates,
  taxOfLine,
  taxRowsOf,
  totalsOf,
} from './document/document.store.js';
export {
  type DocumentTax,
  type DocumentView,
  type RelatedDocument,
  taxesOf,
  toDocument,
} from './document/documents.queries.js';
export { InvoiceLifecycleService } from './document/invoice-lifecycle.service.js';
export {
  type InvoiceFilter,
  type InvoiceRow,
  type InvoiceSelection,
} from './document/invoice-list.queries.js';
export {
  CONTRACT_OF_KIT,
  getInvoice,
  getLine,
  type HeldLine,
  type InvoiceLineView,
  type InvoiceSummary,
  type InvoiceView,
  IS_ON_HOLD,
  findKitsSent,
  loadLines,
  type DraftTotals,
  USAGE_IS_ON_HOLD,
} from './document/invoices.queries.js';
export { InvoicesService, type IssuePreview } from './document/invoices.service.js';
export { type LineUsage, usagesOfLine } from './document/line-usages.queries.js';
export { holdsOfParties, loadParties, loadPartiesOfAll } from './document/parties.queries.js';
export { BillGroupMember } from './entities/bill-group-member.entity.js';
export { BillGroup } from './entities/bill-group.entity.js';
export { Correction } from './entities/correction.entity.js';
export { InvoiceLine } from './entities/invoice-line.entity.js';
export { InvoiceTax } from './entities/invoice-tax.entity.js';
export { Invoice } from './entities/invoice.entity.js';
export {
  type BillGroupView,
  findGroup,
  getGroup,
  type GroupFilter,
  listGroups,
} from './groups/bill-groups.queries.js';
export { GroupDocuments, type GroupDocumentView } from './groups/group-documents.service.js';
export {
  type DocumentKey,
  firstDayOf,
  lockWithGroupMembers,
  assignToDocuments,
  updateSeparateInvoices,
  updateDocuments,
} from './groups/group-documents.store.js';
export { type LetterMail, queueLetterMails } from './mailing/document-mails.store.js';
export { loadRecipients } from './mailing/recipients.queries.js';
export type { DocumentMailView, OpeningView } from './mailing/document-mails.queries.js';
export {
  DocumentMailing,
  type DocumentMailingView,
  type SendRequest,
} from './mailing/document-mailing.service.js';
export {
  type ClaimedDocumentMail,
  claimDocumentMail,
  type DocumentMailOutcome,
  recordInterruptedMails,
  recordMailOutcome,
} from './mailing/mail-claims.store.js';
export { rulesOfSellers, type TaxRuleView } from './taxes/tax-rules.queries.js';
export { getSeller, TaxRulesService } from './taxes/tax-rules.service.js';
export { InvoicingModule } from './invoicing.module.js';
