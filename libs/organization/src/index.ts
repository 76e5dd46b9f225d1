export * from './domain/index.js';
export { type Delegation, findDelegatedAccess } from './people/delegated-access.queries.js';
export { type Access, customersOfMembership, findAccess } from './people/access.queries.js';
export { AccountMailModule } from './mail/account-mail.module.js';
export { ApiKeysService, type NewApiKey } from './api-keys.service.js';
export { findActorName } from './people/actor-name.queries.js';
export { AuditTrail, type AuditRecord } from './audit/audit-trail.js';
export type { AuditAction, AuditActionOf } from './domain/audit/audit-actions.js';
export { AuditQueries, type AuditFilter, type AuditLine } from './audit/audit.queries.js';
export { ApiKey } from './entities/api-key.entity.js';
export { AuditEntry, type ActorKind } from './entities/audit-entry.entity.js';
export { type BankAccountState, LegalEntityBankAccount } from './entities/bank-account.entity.js';
export { Hub } from './entities/hub.entity.js';
export { HubHoliday } from './entities/hub-holiday.entity.js';
export { DocumentBrand } from './entities/document-brand.entity.js';
export { LegalEntity } from './entities/legal-entity.entity.js';
export { MailLink } from './entities/mail-link.entity.js';
export { Maker } from './entities/maker.entity.js';
export { Membership } from './entities/membership.entity.js';
export { MembershipCustomer } from './entities/membership-customer.entity.js';
export type { MoneyAction } from './entities/money-decision.entity.js';
export { Partner } from './entities/partner.entity.js';
export { Session } from './entities/session.entity.js';
export { UserAccount } from './entities/user-account.entity.js';
export { FirstVisitService, type FirstVisit } from './sign-in/first-visit.service.js';
export {
  type AccountingRate,
  findAccountingRate,
  MAX_RATE_AGE_DAYS,
} from './makers/accounting-rates.queries.js';
export {
  assertDualApproval,
  type FourEyesLimit,
  loadDualApprovalReason,
  needsDualApproval,
} from './makers/four-eyes.js';
export { HubsService, type HubChanges, type HubWithEntity, type NewHub } from './makers/hubs.service.js';
export { IdentityQueries } from './sign-in/identity.queries.js';
export { InvitationsService, type Invitation, type NewInvitation } from './people/invitations.service.js';
export { KnownBrowsers } from './sign-in/known-browsers.service.js';
export {
  type BrandChanges,
  type BrandView,
  DocumentBrands,
  findCurrentBrandId,
  loadBrand,
} from './makers/document-brands.service.js';
export type { BankAccountView } from './makers/bank-accounts.queries.js';
export {
  type AccountDecision,
  BankAccountsService,
  type ProposedAccount,
} from './makers/bank-accounts.service.js';
export {
  LegalEntitiesService,
  type LegalEntityChanges,
  type LegalEntityView,
  type NewLegalEntity,
} from './makers/legal-entities.service.js';
export { Mailer, type AccountMail } from './mail/mailer.js';
export { MakersService, type MakerChanges, type NewMaker } from './makers/makers.service.js';
export type { Member } from './people/members.queries.js';
export {
  MembersService,
  type Granter,
  type MembershipChanges,
  type NewMember,
} from './people/members.service.js';
export { recordDecision, type Decision } from './makers/money-decisions.store.js';
export { OrganizationModule } from './organization.module.js';
export {
  type NewPartner,
  type PartnerChanges,
  PartnersService,
  recordPartnerChange,
} from './people/partners.service.js';
export { PasswordHasher } from './sign-in/password-hasher.js';
export { PasswordResetsService } from './sign-in/password-resets.service.js';
export { ProfilesService, type ProfileChanges } from './people/profiles.service.js';
export {
  SessionsService,
  type Client,
  type OpenedSession,
  type SessionAccess,
} from './sign-in/sessions.service.js';
export { hashToken, newSetupToken } from './sign-in/tokens.js';
export { SignInService, type SignIn } from './sign-in/sign-in.service.js';
export { type SavedViewDetails, SavedViewsService } from './views/saved-views.service.js';
