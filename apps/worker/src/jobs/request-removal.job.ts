import type { Scope } from '#platform';
import { RetentionRuns } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/** Asks every day that what is past its retention be removed; when the days before have long been packed for good. */
@Job({ name: 'ask-for-removal', schedule: { cron: '23 4 * * *', atStart: false } })
export class RequestRemovalJob {
  constructor(private readonly runs: RetentionRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.requestDaily(scope);
  }
}
