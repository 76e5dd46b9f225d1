import { Module } from '@nestjs/common';
import { AccountMailModule, Mailer } from '#organization';
import { openMailTransport } from '#platform';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { ComposingMailer } from './composing.mailer.js';

const accountMail = AccountMailModule.withMailer({
  provide: Mailer,
  inject: [API_CONFIG],
  useFactory: (config: ApiConfig): Mailer => new ComposingMailer(openMailTransport(config), config.publicUrl),
});

/** Invitations and password resets, with the configured mail transport. */
@Module({ imports: [accountMail], exports: [accountMail] })
export class MailModule {}
