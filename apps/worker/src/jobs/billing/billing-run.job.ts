import { systemScope } from '#platform';
import { BillingRunner } from '#billing';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Does a billing run that somebody asked for; its progress is a row that the portal shows. */
@Job({
  name: 'billing-run',
  requestedBy: { event: 'billing.run_requested', fields: ['jobId'], key: 'jobId' },
})
export class BillingRunJob {
  constructor(private readonly runner: BillingRunner) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.runner.perform(systemScope(makerId), jobId);
  }
}
