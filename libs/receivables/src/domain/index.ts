/** Exports for other domains: pure code that loads neither a framework nor a database. */
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
