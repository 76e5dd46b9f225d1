import type { Scope } from '#platform';
import { RetentionRuns } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/** Restarts deletions if their worker died. */
@Job({ name: 'ask-again-for-removal', schedule: { cron: '* * * * *', atStart: true } })
export class RetryRemovalJob {
  constructor(private readonly runs: RetentionRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.retryAbandoned(scope);
  }
}
