import type { Scope } from '#platform';
import { ExportJobs, ExportRuns, ExportWriter } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/**
 * Counts readings that arrived too late for existing exports, deletes expired exports, and removes files that belong to
 * no export.
 */
@Job({ name: 'look-after-exports', schedule: { cron: '*/10 * * * *', atStart: true } })
export class MaintainExportsJob {
  constructor(
    private readonly runs: ExportRuns,
    private readonly exportJobs: ExportJobs,
    private readonly writer: ExportWriter,
  ) {}

  async run(scope: Scope): Promise<void> {
    await this.exportJobs.removeExpired(scope);
    await this.runs.removeUnusedFiles(scope);
    await this.writer.countLate(scope);
  }
}
