/** Exports for other domains: pure code that loads neither a framework nor a database. */
export type { BankAccount } from './bank-account.js';
export type { MembershipStanding } from './access/membership-rules.js';
export type { OpeningHours } from './opening-hours.js';
export {
  isCustomerRole,
  mayGrantRole,
  narrowPermissions,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  type Permission,
  type Role,
} from './access/permissions.js';
export { LONGEST_SETUP_TOKEN, setupLink, SHORTEST_SETUP_TOKEN } from './access/setup-token.js';
