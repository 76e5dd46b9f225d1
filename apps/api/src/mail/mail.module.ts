import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { AccountMailModule, Mailer } from '#organization';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { OutboxFolderMailer } from './outbox-folder.mailer.js';
import { SmtpMailer } from './smtp.mailer.js';

const accountMail = AccountMailModule.withMailer({
  provide: Mailer,
  inject: [API_CONFIG],
  useFactory: ({ smtpUrl, mailFrom, publicUrl, home }: ApiConfig): Mailer =>
    smtpUrl === null
      ? new OutboxFolderMailer(join(home, 'outbox'), mailFrom, publicUrl)
      : new SmtpMailer(smtpUrl, mailFrom, publicUrl),
});

/** Invitations and password resets, with mail going where the configuration says. */
@Module({ imports: [accountMail], exports: [accountMail] })
export class MailModule {}
