import type { Scope } from '#platform';
import { CollectionRunner } from '#receivables';
import { Job } from '../queue/job.decorator.js';

/** Asks Stripe for the outcomes of payments that have none yet, and processes events that failed before. */
@Job({ name: 'resolve-payments', schedule: { cron: '* * * * *', atStart: true } })
export class ResolvePaymentsJob {
  constructor(private readonly runner: CollectionRunner) {}

  async run(scope: Scope): Promise<void> {
    await this.runner.resolveDue(scope);
    await this.runner.processEvents(scope);
  }
}
