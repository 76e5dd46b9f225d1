import { Logger } from '@nestjs/common';
import type { MailTransport, Scope, UnitOfWork } from '#platform';
import { claimNoticeMail, releaseNoticeMail } from '../usage-alerts.queries.js';
import { composeAlertMail } from './compose-alert-mail.js';

/** Mails what was reached, once. The app that sends mail brings its transport. */
export class UsageAlertMails {
  private readonly logger = new Logger(UsageAlertMails.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transport: MailTransport,
    /** Where people reach the portal, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /**
   * Done again it does nothing. Rather than twice a mail is not sent at all: whoever dies between the claim and the sending leaves it
   * to the page, which shows what was reached.
   */
  async send(scope: Scope, noticeId: string): Promise<void> {
    const notice = await this.unitOfWork.run(scope, (tx) => claimNoticeMail(tx, noticeId));
    if (notice === undefined) return;
    try {
      await this.transport.deliver(composeAlertMail(notice, this.publicUrl));
    } catch (error) {
      this.logger.warn({ err: error, noticeId }, 'A mail about usage could not be sent; it is tried again');
      await this.unitOfWork.run(scope, (tx) => releaseNoticeMail(tx, noticeId));
      throw error;
    }
  }
}
