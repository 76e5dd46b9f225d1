import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { InvitationsService } from '../people/invitations.service.js';
import { OrganizationModule } from '../organization.module.js';
import { PasswordResetsService } from '../sign-in/password-resets.service.js';

/**
 * Features that send email: invitations and password resets. The app that sends email imports this module with its
 * provider of `Mailer`.
 */
@Module({})
export class AccountMailModule {
  static withMailer(mailer: Provider): DynamicModule {
    return {
      module: AccountMailModule,
      imports: [OrganizationModule],
      providers: [mailer, InvitationsService, PasswordResetsService],
      exports: [InvitationsService, PasswordResetsService],
    };
  }
}
