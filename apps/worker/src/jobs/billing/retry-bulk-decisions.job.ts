import type { Scope } from '#platform';
import { BulkDecisionsService } from '#invoicing';
import { Job } from '../queue/job.decorator.js';

/** Restarts bulk decisions if their worker died. */
@Job({ name: 'retry-bulk-decisions', schedule: { cron: '* * * * *', atStart: true } })
export class RetryBulkDecisionsJob {
  constructor(private readonly decisions: BulkDecisionsService) {}

  run(scope: Scope): Promise<unknown> {
    return this.decisions.retryAbandoned(scope);
  }
}
