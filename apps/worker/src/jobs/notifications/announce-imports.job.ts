import type { Scope } from '#platform';
import { HistoryImports } from '#telemetry';
import { Job } from '../queue/job.decorator.js';

/** Announces imports of past readings that have ended, every minute. */
@Job({ name: 'announce-imports', schedule: { cron: '* * * * *', atStart: false } })
export class AnnounceImportsJob {
  constructor(private readonly imports: HistoryImports) {}

  run(scope: Scope): Promise<void> {
    return this.imports.announceFinished(scope);
  }
}
