/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { type BankAccount, findAccountFaults, normaliseAccount } from './bank-accounts/bank-account.js';
export { findIbanFault, ibanCountryOf } from './bank-accounts/iban.js';
export type { MembershipStatus } from './access/membership-rules.js';
export type { OpeningHours } from './opening-hours.js';
export {
  isCustomerRole,
  canGrantRole,
  narrowPermissions,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  type Permission,
  type Role,
} from './access/permissions.js';
export { findDualApprovalReason } from './four-eyes.js';
export { MAX_SETUP_TOKEN_LENGTH, createSetupLink, MIN_SETUP_TOKEN_LENGTH } from './access/setup-token.js';
