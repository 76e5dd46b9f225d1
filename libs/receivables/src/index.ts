export * from './domain/index.js';
export { type CamtOptions, camtReader } from './statements/read-camt.js';
export {
  MAX_STATEMENT_BYTES,
  type ReadOptions,
  readStatementFile,
  STATEMENT_ENCODINGS,
  type StatementEncoding,
} from './statements/read-file.js';
export type { AllocationView, PaymentFilter, PaymentView } from './payments/payments.queries.js';
export type { OpenItemFilter, OpenItemView } from './payments/open-items.queries.js';
export {
  type NewAllocation,
  type NewPayment,
  type PaymentDetail,
  PaymentsService,
} from './payments/payments.service.js';
export type { AccountStatementLine } from './reports/account-statement.queries.js';
export type { AgeingRow, UnknownMoney } from './reports/ageing.queries.js';
export {
  type AccountStatement,
  type Ageing,
  type OpenItemDetail,
  ReceivablesReportsService,
  type TrialBalance,
} from './reports/receivables-reports.service.js';
export type { AccountBalance } from './reports/trial-balance.queries.js';
export { ReceivablesModule } from './receivables.module.js';
