import type { Scope } from '#platform';
import { RetentionRuns } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/** Requests the daily deletion of expired readings, at a time when all previous days have been packed permanently. */
@Job({ name: 'ask-for-removal', schedule: { cron: '23 4 * * *', atStart: false } })
export class RequestRemovalJob {
  constructor(private readonly runs: RetentionRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.requestDaily(scope);
  }
}
