/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  creditorReference,
  type PaymentReference,
  paymentReferenceOf,
} from './references/creditor-reference.js';
export { type Transfer, transferCode } from './references/transfer-code.js';
export { type AdvanceFacts, type AdvanceResult, type AdvanceTerm, priceAdvance } from './terms/advance.js';
export {
  adjustInstalments,
  type InstalmentFacts,
  type InstalmentResult,
  type InstalmentTerm,
} from './terms/instalment.js';
export { type RetryFacts, type RetryResult, type RetryTerm, scheduleRetries } from './terms/retry.js';
export { convertCredits, type WalletFacts, type WalletResult, type WalletTerm } from './terms/wallet.js';
export { type MatchableLine, LineMatcher, type MatchOptions } from './matching/match-lines.js';
export type { EarlyDiscount, LearntPayer, OpenItem } from './matching/open-item.js';
export {
  type Allocation,
  type DoubtReason,
  type LineMatch,
  MATCH_REASONS,
  type MatchReason,
  type Proposal,
} from './matching/proposal.js';
export type { ColumnMap, ColumnRef, StatementColumns } from './statements/csv/column-map.js';
export { csvReader } from './statements/csv/read-csv.js';
export { withoutKnownLines } from './statements/line-identity.js';
export { STATEMENT_ENCODINGS, type StatementEncoding } from './statements/encodings.js';
export { mt940Reader } from './statements/mt940/read-mt940.js';
export {
  collectStatements,
  type Counterparty,
  type OriginalAmount,
  readStatements,
  type Remittance,
  type SplitPayment,
  type Statement,
  STATEMENT_FORMATS,
  type StatementAccount,
  type StatementFormat,
  type StatementHeader,
  type StatementLine,
  type StatementPart,
  type StatementReader,
  type StatementTotals,
} from './statements/statement.js';
export {
  AGEING_CLASSES,
  AGEING_STARTS,
  type AgeingClass,
  ITEM_STATES,
  type ItemState,
  itemStateOf,
} from './ledger/item-state.js';
export {
  APPROVAL_DECISIONS,
  APPROVAL_STATES,
  type ApprovalDecision,
  type ApprovalState,
} from './ledger/approval.js';
export {
  type PaymentOrder,
  refundReference,
  type RefundToTransfer,
  toPaymentOrder,
} from './payment-files/payment-order.js';
export { type DebitOrder, type DebitToCollect, toDebitOrder } from './direct-debits/debit-order.js';
export { DEBIT_SCHEMES, type DebitScheme } from './direct-debits/mandate.js';
export { DEBIT_EXCLUSIONS, type DebitExclusion } from './direct-debits/plan-debits.js';
export {
  REFUND_WAYS,
  type RefundWay,
  SECOND_PERSON_REASONS,
  type SecondPersonReason,
} from './ledger/refund.js';
export { WRITE_OFF_REASONS, type WriteOffReason } from './ledger/write-off.js';
export {
  COLLECTED_METHODS,
  type CollectedMethod,
  PAYMENT_METHODS,
  type PaymentMethod,
  type RecordedMethod,
} from './ledger/payment-method.js';
export {
  ATTEMPT_KINDS,
  ATTEMPT_ORIGINS,
  ATTEMPT_STATES,
  type AttemptKind,
  type AttemptOrigin,
  type AttemptState,
} from './collection/attempt-state.js';
export type { ChargebackState } from './collection/chargeback.js';
export { STRIPE_REFUND_STATES, type StripeRefundState } from './collection/stripe-refund.js';
export type { ImportOptions } from './imports/import-options.js';
export type { ImportSummary, StatementSummary } from './imports/import-summary.js';
export type { SuggestedAllocation, Suggestion } from './imports/suggestion.js';
export type { NewAllocation } from './ledger/requested-amounts.js';
export {
  EXCLUSION_REASONS,
  type ExclusionReason,
  type ExcludedDocument,
  type PlannedLetter,
  type PlannedReminder,
  type RemindableDocument,
  STOP_REASONS,
  type StopReason,
} from './reminders/plan-reminders.js';
export { PROMISE_STATES, type PromiseState } from './reminders/promise-state.js';
export {
  type AmountsByCurrency,
  INTEREST_DAY_COUNTS,
  INTEREST_GROUNDS,
  type InterestDayCount,
  type InterestGround,
  type InterestTerms,
  OTHER_COUNTRIES,
  REMINDER_TEXTS,
  type ReminderLevel,
  type ReminderTerms,
  type ReminderText,
} from './reminders/reminder-policy.js';
export { CALL_REASONS, type CallReason } from './reminders/call-list.js';
