import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { IndexLetterMails } from '#escalation';

export interface MailIndexLetter {
  readonly makerId: string;
  readonly contractId: string;
  readonly amendmentId: string;
}

/** Mails a customer what prices an index step makes. A mail server that is away is asked again later, and delays nothing else. */
@Injectable()
export class MailIndexLetterJob {
  readonly name = 'mail-index-letter';

  constructor(private readonly mails: IndexLetterMails) {}

  run({ makerId, contractId, amendmentId }: MailIndexLetter): Promise<void> {
    return this.mails.send(systemScope(makerId), contractId, amendmentId);
  }
}
