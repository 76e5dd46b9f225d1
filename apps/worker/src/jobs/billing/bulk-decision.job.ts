import { systemScope } from '#platform';
import { BulkRunner } from '#invoicing';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Performs a requested bulk decision, and stores its progress for the portal. */
@Job({
  name: 'bulk-decision',
  requestedBy: { event: 'billing.bulk_decision_requested', fields: ['jobId'], key: 'jobId' },
})
export class BulkDecisionJob {
  constructor(private readonly runner: BulkRunner) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.runner.perform(systemScope(makerId), jobId);
  }
}
