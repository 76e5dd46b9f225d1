import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { ExportJobs, ExportRuns } from '#telemetry';
import type { ScheduledJob } from './queue/job.js';

/** Asks for the exports that have become due, and again for those whose worker died in the middle of them. */
@Injectable()
export class AskForExportsJob implements ScheduledJob {
  readonly name = 'ask-for-exports';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(
    private readonly runs: ExportRuns,
    private readonly exportJobs: ExportJobs,
  ) {}

  async run(scope: Scope): Promise<void> {
    await this.runs.requestDue(scope);
    await this.runs.askAgainForAbandoned(scope);
    await this.exportJobs.requestAbandoned(scope);
  }
}
