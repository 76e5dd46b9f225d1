import type { Scope } from '#platform';
import { ExportJobs, ExportRuns } from '#telemetry';
import { Job } from './queue/job.decorator.js';

/** Requests exports that are due, and requests exports again if their worker died. */
@Job({ name: 'ask-for-exports', schedule: { cron: '* * * * *', atStart: true } })
export class RequestExportsJob {
  constructor(
    private readonly runs: ExportRuns,
    private readonly exportJobs: ExportJobs,
  ) {}

  async run(scope: Scope): Promise<void> {
    await this.runs.requestDue(scope);
    await this.runs.retryAbandoned(scope);
    await this.exportJobs.requestAbandoned(scope);
  }
}
