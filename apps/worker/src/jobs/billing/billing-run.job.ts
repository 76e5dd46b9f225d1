import { systemScope } from '#platform';
import { BillingRunner } from '#billing';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Executes a requested billing run, and stores its progress for the portal. */
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
