import type { Scope } from '#platform';
import { ExportJobs, ExportRuns, ExportWriter } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/** Counts what came too late for the exports that are kept, deletes expired ones, and removes files that no export has any more. */
@Job({ name: 'look-after-exports', schedule: { cron: '*/10 * * * *', atStart: true } })
export class MaintainExportsJob {
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
