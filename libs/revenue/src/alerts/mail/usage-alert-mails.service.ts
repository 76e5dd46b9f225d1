import { Logger } from '@nestjs/common';
import type { MailTransport, Scope, UnitOfWork } from '#platform';
import { claimNoticeMail, releaseNoticeMail } from '../usage-alerts.queries.js';
import { composeAlertMail } from './compose-alert-mail.js';

/**
 * Sends one email for each threshold that an alert reaches; if an alert reaches several thresholds at the same time,
 * only for the highest. The app that sends email provides the transport.
 */
export class UsageAlertMails {
  private readonly logger = new Logger(UsageAlertMails.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transport: MailTransport,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /**
   * Idempotent: never sends an email twice. If the process dies between claiming and sending, the email is lost, but
   * the portal still shows that the threshold was reached.
   */
  async send(scope: Scope, noticeId: string): Promise<void> {
    const notice = await this.unitOfWork.run(scope, (tx) => claimNoticeMail(tx, noticeId));
    if (notice === undefined) return;
    try {
      await this.transport.deliver(composeAlertMail(notice, this.publicUrl));
    } catch (error) {
      this.logger.warn({ err: error, noticeId }, 'A usage alert could not be mailed; it will be retried');
      await this.unitOfWork.run(scope, (tx) => releaseNoticeMail(tx, noticeId));
      throw error;
    }
  }
}
