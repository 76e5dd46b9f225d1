import { join } from 'node:path';
import type { MailSettings, MailTransport } from './mail-transport.js';
import { OutboxFolder } from './outbox-folder.transport.js';
import { SmtpServer } from './smtp.transport.js';

/** Returns the mail server, or the outbox folder if no server is set. */
export function openMailTransport({ smtpUrl, mailFrom, home }: MailSettings): MailTransport {
  return smtpUrl === null
    ? new OutboxFolder(join(home, 'outbox'), mailFrom)
    : new SmtpServer(smtpUrl, mailFrom);
}
