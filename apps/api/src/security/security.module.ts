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

/** Authentication and permissions. Global, because the socket gateway authenticates its handshakes here too. */
@Global()
@Module({
  imports: [OrganizationModule, ThrottlerModule.forRoot([{ ttl: 60_000, limit: 60 }])],
  providers: [
    Authenticator,
    QuotaLedger,
    RouteDeclarations,
    WrongKeys,
    // The order matters: an unauthorized request is rejected before anything is read.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: QuotaGuard },
    { provide: APP_GUARD, useClass: RequestBodyGuard },
  ],
  exports: [Authenticator, ThrottlerModule],
})
export class SecurityModule {}
