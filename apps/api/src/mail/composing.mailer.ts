import { type AccountMail, Mailer } from '#organization';
import type { MailTransport } from '#platform';
import { composeMail } from './compose-mail.js';

/** Composes emails in their recipients' languages and passes them to the transport. */
export class ComposingMailer extends Mailer {
  constructor(
    private readonly transport: MailTransport,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override send(mail: AccountMail): Promise<void> {
    return this.transport.deliver(composeMail(mail, this.publicUrl));
  }
}
