import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { RetentionRuns } from '#telemetry';
import type { ScheduledJob } from './queue/job.js';

/** Asks every day that what is past its retention be removed; when the days before have long been packed for good. */
@Injectable()
export class AskForRemovalJob implements ScheduledJob {
  readonly name = 'ask-for-removal';
  readonly cron = '23 4 * * *';
  readonly atStart = false;

  constructor(private readonly runs: RetentionRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.requestDaily(scope);
  }
}
