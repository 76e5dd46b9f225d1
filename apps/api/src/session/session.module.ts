import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { MailModule } from '../mail/mail.module.js';
import { CustomerNames } from './customer-names.js';
import { InvitationsController } from './invitations.controller.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { SessionController } from './session.controller.js';
import { SessionStarter } from './session-starter.js';
import { SessionViews } from './session-views.js';
import { SetupController } from './setup.controller.js';

@Module({
  imports: [OrganizationModule, MailModule],
  controllers: [SessionController, SetupController, InvitationsController, PasswordResetsController],
  providers: [CustomerNames, SessionStarter, SessionViews],
  exports: [CustomerNames],
})
export class SessionModule {}
