import { createTransport, type Transporter } from 'nodemailer';
import { type AccountMail, Mailer } from '#organization';
import { composeMail } from './compose-mail.js';

const PATIENCE_MS = 10_000;

/** Mail through a server, `smtp://user:password@host:port` or `smtps://…`. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;

  constructor(
    smtpUrl: string,
    private readonly from: string,
    private readonly publicUrl: string,
  ) {
    super();
    const timeouts = `connectionTimeout=${PATIENCE_MS}&greetingTimeout=${PATIENCE_MS}&socketTimeout=${PATIENCE_MS}`;
    this.transport = createTransport(`${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}${timeouts}`);
  }

  override async send(mail: AccountMail): Promise<void> {
    await this.transport.sendMail({ from: this.from, ...composeMail(mail, this.publicUrl) });
  }
}
