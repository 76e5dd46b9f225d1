import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeysService } from './api-keys.service.js';
import { AuditQueries } from './audit/audit.queries.js';
import { ApiKey } from './entities/api-key.entity.js';
import { AuditEntry } from './entities/audit-entry.entity.js';
import { LegalEntityBankAccount } from './entities/bank-account.entity.js';
import { DocumentBrand } from './entities/document-brand.entity.js';
import { Hub } from './entities/hub.entity.js';
import { HubHoliday } from './entities/hub-holiday.entity.js';
import { LegalEntity } from './entities/legal-entity.entity.js';
import { MailLink } from './entities/mail-link.entity.js';
import { Maker } from './entities/maker.entity.js';
import { Membership } from './entities/membership.entity.js';
import { MembershipCustomer } from './entities/membership-customer.entity.js';
import { MoneyDecision } from './entities/money-decision.entity.js';
import { Partner } from './entities/partner.entity.js';
import { SavedViewDefault } from './entities/saved-view-default.entity.js';
import { SavedView } from './entities/saved-view.entity.js';
import { Session } from './entities/session.entity.js';
import { SignInGuardEntry } from './entities/sign-in-guard.entity.js';
import { UserAccount } from './entities/user-account.entity.js';
import { BankAccountsService } from './makers/bank-accounts.service.js';
import { DocumentBrands } from './makers/document-brands.service.js';
import { FirstVisitService } from './sign-in/first-visit.service.js';
import { HubsService } from './makers/hubs.service.js';
import { IdentityQueries } from './sign-in/identity.queries.js';
import { KnownBrowsers } from './sign-in/known-browsers.service.js';
import { LegalEntitiesService } from './makers/legal-entities.service.js';
import { MakersService } from './makers/makers.service.js';
import { MembersService } from './people/members.service.js';
import { PartnersService } from './people/partners.service.js';
import { PasswordHasher } from './sign-in/password-hasher.js';
import { ProfilesService } from './people/profiles.service.js';
import { SavedViewsService } from './views/saved-views.service.js';
import { SessionsService } from './sign-in/sessions.service.js';
import { SignInGuard } from './sign-in/sign-in-guard.service.js';
import { SignInService } from './sign-in/sign-in.service.js';

const SERVICES = [
  ApiKeysService,
  AuditQueries,
  BankAccountsService,
  DocumentBrands,
  FirstVisitService,
  HubsService,
  IdentityQueries,
  KnownBrowsers,
  LegalEntitiesService,
  MakersService,
  MembersService,
  PartnersService,
  PasswordHasher,
  ProfilesService,
  SavedViewsService,
  SessionsService,
  SignInGuard,
  SignInService,
];

/** Makers, their entities and hubs, people and their sign-in, and the audit trail. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      ApiKey,
      AuditEntry,
      DocumentBrand,
      Hub,
      HubHoliday,
      LegalEntity,
      LegalEntityBankAccount,
      MailLink,
      Maker,
      Membership,
      MembershipCustomer,
      MoneyDecision,
      Partner,
      SavedViewDefault,
      SavedView,
      Session,
      SignInGuardEntry,
      UserAccount,
    ]),
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class OrganizationModule {}
