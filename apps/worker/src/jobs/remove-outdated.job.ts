import { Inject } from '@nestjs/common';
import { systemScope } from '#platform';
import { RetentionRuns, RetentionSweeper } from '#telemetry';
import { Job, type JobData } from './queue/job.decorator.js';

/** Deletes expired readings, and stores the progress for the portal. */
@Job({
  name: 'remove-outdated',
  requestedBy: { event: 'telemetry.retention_run_requested', fields: ['jobId'], key: 'jobId' },
})
export class RemoveOutdatedJob {
  constructor(
    private readonly runs: RetentionRuns,
    @Inject(RetentionSweeper) private readonly sweeper: RetentionSweeper,
  ) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.runs.perform(systemScope(makerId), jobId, this.sweeper);
  }
}
