import type { Scope } from '#platform';
import { BillingRuns } from '#billing';
import { Job } from '../queue/job.decorator.js';

/** Restarts billing runs if their worker died. */
@Job({ name: 'ask-again-for-billing-runs', schedule: { cron: '* * * * *', atStart: true } })
export class RetryBillingRunsJob {
  constructor(private readonly runs: BillingRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.retryAbandoned(scope);
  }
}
