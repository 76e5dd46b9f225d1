import { systemScope } from '#platform';
import { IndexLetterMails } from '#escalation';
import { Job, type JobData } from '../queue/job.decorator.js';

/**
 * Emails the letter about a signed index adjustment to the buyer. If the mail server is unavailable, the job is retried
 * later without delaying others.
 */
@Job({
  name: 'mail-index-letter',
  requestedBy: {
    event: 'contracts.index_step_signed',
    fields: ['contractId', 'amendmentId'],
    key: 'amendmentId',
  },
})
export class MailIndexLetterJob {
  constructor(private readonly mails: IndexLetterMails) {}

  run({ makerId, contractId, amendmentId }: JobData<'contractId' | 'amendmentId'>): Promise<void> {
    return this.mails.send(systemScope(makerId), contractId, amendmentId);
  }
}
