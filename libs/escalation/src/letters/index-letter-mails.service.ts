import { Logger } from '@nestjs/common';
import { attemptDelivery, type MailTransport, type Scope, type UnitOfWork } from '#platform';
import { composeLetterMail } from './compose-letter-mail.js';
import { claimLetterMail, releaseLetterMail } from './index-letters.queries.js';
import type { IndexLetters } from './index-letters.service.js';

/**
 * Emails each letter of a signed index adjustment once to the buyer's invoice address. The app that sends email
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
   * Sends the email unless it was claimed before. If the server has certainly not accepted it, the claim is released
   * for a retry. If the connection was lost during the transfer, or the process dies while sending, the email may be
   * lost, but the contract's page shows it as sent, because a duplicate letter would be worse than a missing letter.
   * @throws the error of the transport, if the email can be sent again
   */
  async send(scope: Scope, contractId: string, amendmentId: string): Promise<void> {
    const { amendment } = await this.letters.get(scope, contractId, amendmentId);
    const mail = await this.unitOfWork.run(scope, async (tx) => {
      const letter = await claimLetterMail(tx, amendment);
      return letter && composeLetterMail(letter, this.publicUrl);
    });
    if (mail === undefined) return;
    const attempt = await attemptDelivery(this.transport, mail, 1);
    if (attempt.state === 'sent') return;
    const { state, cause } = attempt;
    this.logger.warn({ err: cause, amendmentId, state }, 'An index letter could not be emailed');
    if (state === 'outcome_unknown') return;
    await this.unitOfWork.run(scope, (tx) => releaseLetterMail(tx, amendmentId));
    throw cause;
  }
}
