import { systemScope } from '#platform';
import { IndexLetterMails } from '#escalation';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Mails a customer what prices an index step makes. A mail server that is away is asked again later, and delays nothing else. */
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
