import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { BillingRuns } from '#billing';
import type { ScheduledJob } from '../queue/job.js';

/** Begins billing runs again whose worker died in the middle of them. */
@Injectable()
export class AskAgainForBillingRunsJob implements ScheduledJob {
  readonly name = 'ask-again-for-billing-runs';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(private readonly runs: BillingRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.askAgainForAbandoned(scope);
  }
}
