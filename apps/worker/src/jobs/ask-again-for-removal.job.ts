import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { RetentionRuns } from '#telemetry';
import type { ScheduledJob } from './queue/job.js';

/** Lets removals go on whose worker died in the middle of them. */
@Injectable()
export class AskAgainForRemovalJob implements ScheduledJob {
  readonly name = 'ask-again-for-removal';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(private readonly runs: RetentionRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.askAgainForAbandoned(scope);
  }
}
