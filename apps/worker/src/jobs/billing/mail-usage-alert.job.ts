import { systemScope } from '#platform';
import { UsageAlertMails } from '#revenue';
import { Job, type JobData } from '../queue/job.decorator.js';

/**
 * Notifies a user by email that a threshold was reached. If the mail server is unavailable, the job is retried later
 * without delaying others.
 */
@Job({
  name: 'mail-usage-alert',
  requestedBy: { event: 'billing.usage_alert_reached', fields: ['noticeId'], key: 'noticeId' },
})
export class MailUsageAlertJob {
  constructor(private readonly mails: UsageAlertMails) {}

  run({ makerId, noticeId }: JobData<'noticeId'>): Promise<void> {
    return this.mails.send(systemScope(makerId), noticeId);
  }
}
