import { createTransport, type Transporter } from 'nodemailer';
import { type Mail, MailTransport } from './mail-transport.js';

const PATIENCE_MS = 10_000;

/** Mail through a server, `smtp://user:password@host:port` or `smtps://…`. */
export class SmtpServer extends MailTransport {
  private readonly transport: Transporter;

  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    super();
    const timeouts = `connectionTimeout=${PATIENCE_MS}&greetingTimeout=${PATIENCE_MS}&socketTimeout=${PATIENCE_MS}`;
    this.transport = createTransport(`${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}${timeouts}`);
  }

  override async deliver(mail: Mail): Promise<void> {
    await this.transport.sendMail({ from: this.from, ...mail });
  }
}
