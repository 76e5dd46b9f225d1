import { join } from 'node:path';
import type { MailPlace, MailTransport } from './mail-transport.js';
import { OutboxFolder } from './outbox-folder.transport.js';
import { SmtpServer } from './smtp.transport.js';

/** Returns the mail server, or the outbox folder if no server is set. */
export function openMailTransport({ smtpUrl, mailFrom, home }: MailPlace): MailTransport {
  return smtpUrl === null
    ? new OutboxFolder(join(home, 'outbox'), mailFrom)
    : new SmtpServer(smtpUrl, mailFrom);
}
