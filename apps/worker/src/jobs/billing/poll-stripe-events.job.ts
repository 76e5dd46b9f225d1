import type { Scope } from '#platform';
import { CollectionRunner } from '#receivables';
import { Job } from '../queue/job.decorator.js';

/** Finds Stripe events for which the webhook was lost. */
@Job({ name: 'poll-stripe-events', schedule: { cron: '23 * * * *', atStart: true } })
export class PollStripeEventsJob {
  constructor(private readonly runner: CollectionRunner) {}

  run(scope: Scope): Promise<void> {
    return this.runner.pollEvents(scope);
  }
}
