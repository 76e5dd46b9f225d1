import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { OrganizationModule } from '#organization';
import { AccessGuard } from './access.guard.js';
import { Authenticator } from './authenticator.js';
import { RouteDeclarations } from './route-declarations.js';

/** Who asks and what they may do; global because the socket gateway authenticates its handshakes here too. */
@Global()
@Module({
  imports: [OrganizationModule],
  providers: [Authenticator, RouteDeclarations, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Authenticator, RouteDeclarations],
})
export class SecurityModule {}
