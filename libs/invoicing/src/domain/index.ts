/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  type AccountKey,
  findLedgerAccount,
  findMissingAccounts,
  type NumberedAccount,
} from './accounting/chart-of-accounts.js';
export { fiscalYearOf } from './document/document-number.js';
export { depositAt, isLastMonth, setOff } from './accounting/deposit.js';
export {
  type Account,
  ACCOUNTS,
  type Behaviour,
  behaviourOf,
  type CustomerSourceKind,
  type EntrySourceKind,
  FIXED_CLASSES,
  REVENUE_CLASSES,
  reverse,
} from './accounting/journal.js';
export {
  type Credit,
  computeCreditNotes,
  type CreditNoteFigures,
  type Fraction,
} from './calculation/invoice-credits.js';
export {
  BULK_ACTIONS,
  BULK_OUTCOMES,
  type BulkAction,
  type BulkOutcome,
  PERMISSION_OF_BULK_ACTION,
} from './bulk/bulk-decision.js';
export { applyDiscounts, type InvoiceDiscount } from './calculation/invoice-discounts.js';
export {
  type InvoiceFigures,
  type InvoiceTerms,
  type LineFigures,
  type LineToInvoice,
  stepsOf,
  computeInvoice,
} from './calculation/invoice-figures.js';
export type { LineTax, Prices, TaxGroup } from './calculation/invoice-taxes.js';
export { roundingOf, amountToPay } from './calculation/payable.js';
export { printAmount, stepOf } from './calculation/precision.js';
export {
  type BilledLine,
  type BilledTotal,
  sumBilledLines,
  type CreditedLine,
} from './correction/billed-total.js';
export { type CorrectionForm, correctionFormOf } from './correction/correction-form.js';
export {
  countsAcrossMonths,
  attributedMonth,
  issuedBetween,
  billingKeyOf,
} from './correction/attributed-month.js';
export { type CorrectionLine, fromStored, toStored } from './correction/stored-line.js';
export type { CreditRequest } from './dispute/credit-request.js';
export {
  DISPUTE_STATES,
  DISPUTE_SUBJECTS,
  type DisputeState,
  type DisputeSubject,
} from './dispute/dispute.js';
export { taxDraft, type TaxedDocument } from './document/document-taxes.js';
export { isCreditedMonth } from './document/document-type.js';
export {
  type DocumentKind,
  type HoldReason,
  INVOICE_STATES,
  type InvoiceState,
  isIssued,
} from './document/invoice-state.js';
export type { BuyerOnInvoice, PartyOnInvoice, SellerOnInvoice } from './document/parties.js';
export {
  type AppliedTax,
  type RuleCategory,
  SUPPLIES,
  type Supply,
  supplyOf,
  TAX_CATEGORIES,
  type TaxCategory,
  taxOn,
} from './document/tax-rules.js';
export {
  differences,
  type GroupTerms,
  groupTermsOf,
  stateOfDocument,
  WHEN_HELD,
  type WhenHeld,
} from './groups/bill-group.js';
export { sumTaxes } from './groups/sum-taxes.js';
export {
  DOCUMENT_MAIL_STATES,
  type DocumentMailState,
  OPENED_VIA,
  type OpenedVia,
} from './mailing/document-mail-state.js';
export type { MailRecipient } from './mailing/recipients.js';
export { contentHash, type DraftContent } from './line/content-hash.js';
export { discountKey, isContractKey, MINIMUM_KEY } from './line/contract-line-keys.js';
export { discountRole, isDiscountable } from './line/discount-role.js';
export {
  type ChargeComponent,
  type DraftLine,
  isOnHold,
  type LineKind,
  type LineParams,
  type LineKey,
  type LineState,
  serializeLineKey,
  lineKeyOf,
} from './line/draft-line.js';
export type { EquationTerm } from './line/equation-term.js';
export type { KitToBill } from './line/kit-to-bill.js';
export type {
  CountedFact,
  LineSnapshot,
  PricedBy,
  SnapshotBalance,
  SnapshotStep,
} from './line/line-snapshot.js';
export { type LineStatus, statusOfLine } from './line/line-status.js';
