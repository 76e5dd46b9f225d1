import { Logger } from '@nestjs/common';
import type { MailTransport, Scope, UnitOfWork } from '#platform';
import { composeLetterMail } from './compose-letter-mail.js';
import { claimLetterMail, releaseLetterMail } from './index-letters.queries.js';
import type { IndexLetters } from './index-letters.service.js';

/**
 * Emails the letters of signed index adjustments to the buyer's invoice address, once each. The app that sends email
 * provides the transport.
 */
export class IndexLetterMails {
  private readonly logger = new Logger(IndexLetterMails.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: IndexLetters,
    private readonly transport: MailTransport,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /**
   * Sends the email unless it was claimed before. After an error, the claim is released for a retry. If the process
   * dies while sending, the email is lost, but the contract's page shows it as sent, because the claim records it.
   */
  async send(scope: Scope, contractId: string, amendmentId: string): Promise<void> {
    const { amendment } = await this.letters.get(scope, contractId, amendmentId);
    const letter = await this.unitOfWork.run(scope, (tx) => claimLetterMail(tx, amendment));
    if (letter === undefined) return;
    try {
      await this.transport.deliver(composeLetterMail(letter, this.publicUrl));
    } catch (error) {
      this.logger.warn(
        { err: error, amendmentId },
        'An index letter could not be emailed; it will be retried',
      );
      await this.unitOfWork.run(scope, (tx) => releaseLetterMail(tx, amendmentId));
      throw error;
    }
  }
}
