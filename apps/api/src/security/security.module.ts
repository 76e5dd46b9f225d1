import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { OrganizationModule } from '#organization';
import { QuotaGuard } from '../limits/quota.guard.js';
import { QuotaLedger } from '../limits/quota-ledger.js';
import { RequestBodyGuard } from '../limits/request-body.guard.js';
import { AccessGuard } from './access.guard.js';
import { Authenticator } from './authenticator.js';
import { RouteDeclarations } from './route-declarations.js';
import { WrongKeys } from './wrong-keys.js';

/** Authentication and permissions. The module is global, because the socket gateway also uses it. */
@Global()
@Module({
  imports: [OrganizationModule, ThrottlerModule.forRoot([{ ttl: 60_000, limit: 60 }])],
  providers: [
    Authenticator,
    QuotaLedger,
    RouteDeclarations,
    WrongKeys,
    // In this order, an unauthorized request is rejected before its body is read.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: QuotaGuard },
    { provide: APP_GUARD, useClass: RequestBodyGuard },
  ],
  exports: [Authenticator, ThrottlerModule],
})
export class SecurityModule {}
