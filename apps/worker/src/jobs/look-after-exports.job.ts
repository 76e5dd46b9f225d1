import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { ExportJobs, ExportRuns, ExportWriter } from '#telemetry';
import type { ScheduledJob } from './queue/job.js';

/** Counts what came too late for the exports that are kept, deletes expired ones, and removes files that no export has any more. */
@Injectable()
export class LookAfterExportsJob implements ScheduledJob {
  readonly name = 'look-after-exports';
  readonly cron = '*/10 * * * *';
  readonly atStart = true;

  constructor(
    private readonly runs: ExportRuns,
    private readonly exportJobs: ExportJobs,
    private readonly writer: ExportWriter,
  ) {}

  async run(scope: Scope): Promise<void> {
    await this.exportJobs.removeExpired(scope);
    await this.runs.removeUnneeded(scope);
    await this.writer.countLate(scope);
  }
}
