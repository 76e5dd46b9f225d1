import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { MailModule } from '../mail/mail.module.js';
import { SessionModule } from '../session/session.module.js';
import { MemberViews } from './member-views.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [OrganizationModule, MailModule, SessionModule],
  controllers: [UsersController],
  providers: [MemberViews],
})
export class UsersModule {}
