import { Inject, Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { RetentionRuns, RetentionSweeper } from '#telemetry';

export interface RemoveOutdated {
  readonly makerId: string;
  readonly jobId: string;
}

/** Removes what is past its retention; its progress is a row that the portal shows. */
@Injectable()
export class RemoveOutdatedJob {
  readonly name = 'remove-outdated';

  constructor(
    private readonly runs: RetentionRuns,
    @Inject(RetentionSweeper) private readonly sweeper: RetentionSweeper,
  ) {}

  run({ makerId, jobId }: RemoveOutdated): Promise<void> {
    return this.runs.perform(systemScope(makerId), jobId, this.sweeper);
  }
}
