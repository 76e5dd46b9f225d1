export * from './domain/index.js';
export type { Access } from './access.queries.js';
export { AccountMailModule } from './account-mail.module.js';
export { ApiKeysService, type NewApiKey } from './api-keys.service.js';
export { findActorName } from './actor-name.queries.js';
export { AuditTrail, type AuditRecord } from './audit-trail.js';
export { AuditQueries, type AuditFilter, type AuditLine } from './audit.queries.js';
export { ApiKey } from './entities/api-key.entity.js';
export { AuditEntry, type ActorKind } from './entities/audit-entry.entity.js';
export { Hub } from './entities/hub.entity.js';
export { HubHoliday } from './entities/hub-holiday.entity.js';
export { LegalEntity } from './entities/legal-entity.entity.js';
export { MailLink } from './entities/mail-link.entity.js';
export { Maker } from './entities/maker.entity.js';
export { Membership } from './entities/membership.entity.js';
export { MembershipCustomer } from './entities/membership-customer.entity.js';
export type { MoneyAction } from './entities/money-decision.entity.js';
export { Partner } from './entities/partner.entity.js';
export { Session } from './entities/session.entity.js';
export { UserAccount } from './entities/user-account.entity.js';
export { FirstVisitService, type FirstVisit } from './first-visit.service.js';
export { type BooksRate, findBooksRate, OLDEST_RATE_DAYS } from './books-rates.queries.js';
export { assertTwoPeople, type FourEyesLimit } from './four-eyes.js';
export { HubsService, type HubChanges, type HubWithEntity, type NewHub } from './hubs.service.js';
export { IdentityQueries } from './identity.queries.js';
export { InvitationsService, type Invitation, type NewInvitation } from './invitations.service.js';
export { KnownBrowsers } from './known-browsers.service.js';
export {
  LegalEntitiesService,
  type LegalEntityChanges,
  type NewLegalEntity,
} from './legal-entities.service.js';
export { Mailer, type AccountMail } from './mailer.js';
export { MakersService, type MakerChanges, type NewMaker } from './makers.service.js';
export type { Member } from './members.queries.js';
export { MembersService, type Giver, type MembershipChanges, type NewMember } from './members.service.js';
export { recordDecision, type Decision } from './money-decisions.store.js';
export { OrganizationModule } from './organization.module.js';
export {
  type NewPartner,
  type PartnerChanges,
  PartnersService,
  recordPartnerChange,
} from './partners.service.js';
export { PasswordHasher } from './password-hasher.js';
export { PasswordResetsService } from './password-resets.service.js';
export { ProfilesService, type ProfileChanges } from './profiles.service.js';
export { SessionsService, type Client, type OpenedSession, type SessionAccess } from './sessions.service.js';
export { hashToken, newSetupToken } from './tokens.js';
export { SignInService, type SignIn } from './sign-in.service.js';
