import type { Transporter } from 'nodemailer';
import { type Mail, MailTransport, toMessage } from './mail-transport.js';

const TIMEOUT_MS = 10_000;

/** Sends emails through a server, `smtp://user:password@host:port` or `smtps://…`. */
export class SmtpServer extends MailTransport {
  private transport: Promise<Transporter> | undefined;

  constructor(
    private readonly smtpUrl: string,
    private readonly from: string,
  ) {
    super();
  }

  override async deliver(mail: Mail): Promise<void> {
    this.transport ??= openTransport(this.smtpUrl);
    await (await this.transport).sendMail(toMessage(mail, this.from));
  }
}

/**
 * Creates the transport to the server, which connects when it sends an email. The library is loaded with the first
 * email, not at the start of every process.
 */
async function openTransport(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const timeouts = `connectionTimeout=${TIMEOUT_MS}&greetingTimeout=${TIMEOUT_MS}&socketTimeout=${TIMEOUT_MS}`;
  return createTransport(`${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}${timeouts}`);
}
