import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeysService } from './api-keys.service.js';
import { AuditQueries } from './audit.queries.js';
import { ApiKey } from './entities/api-key.entity.js';
import { AuditEntry } from './entities/audit-entry.entity.js';
import { Hub } from './entities/hub.entity.js';
import { HubHoliday } from './entities/hub-holiday.entity.js';
import { LegalEntity } from './entities/legal-entity.entity.js';
import { MailLink } from './entities/mail-link.entity.js';
import { Maker } from './entities/maker.entity.js';
import { Membership } from './entities/membership.entity.js';
import { MembershipCustomer } from './entities/membership-customer.entity.js';
import { MoneyDecision } from './entities/money-decision.entity.js';
import { Partner } from './entities/partner.entity.js';
import { Session } from './entities/session.entity.js';
import { SignInGuardEntry } from './entities/sign-in-guard.entity.js';
import { UserAccount } from './entities/user-account.entity.js';
import { FirstVisitService } from './first-visit.service.js';
import { HubsService } from './hubs.service.js';
import { IdentityQueries } from './identity.queries.js';
import { KnownBrowsers } from './known-browsers.service.js';
import { LegalEntitiesService } from './legal-entities.service.js';
import { MakersService } from './makers.service.js';
import { MembersService } from './members.service.js';
import { PartnersService } from './partners.service.js';
import { PasswordHasher } from './password-hasher.js';
import { ProfilesService } from './profiles.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInGuard } from './sign-in-guard.service.js';
import { SignInService } from './sign-in.service.js';

const SERVICES = [
  ApiKeysService,
  AuditQueries,
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
  SessionsService,
  SignInGuard,
  SignInService,
];

/** Makers, their entities and hubs, people and how they sign in, and the trail of what they did. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      ApiKey,
      AuditEntry,
      Hub,
      HubHoliday,
      LegalEntity,
      MailLink,
      Maker,
      Membership,
      MembershipCustomer,
      MoneyDecision,
      Partner,
      Session,
      SignInGuardEntry,
      UserAccount,
    ]),
  ],
  providers: SERVICES,
  exports: SERVICES,
})
export class OrganizationModule {}
