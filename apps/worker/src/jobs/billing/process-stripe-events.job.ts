import { systemScope } from '#platform';
import { CollectionRunner } from '#receivables';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Processes received events of Stripe. Events that arrive while a request waits are processed by the same run. */
@Job({
  name: 'process-stripe-events',
  requestedBy: { event: 'receivables.stripe_event_received', fields: ['account'], key: 'account' },
})
export class ProcessStripeEventsJob {
  constructor(private readonly runner: CollectionRunner) {}

  run({ makerId }: JobData<'account'>): Promise<void> {
    return this.runner.processEvents(systemScope(makerId));
  }
}
