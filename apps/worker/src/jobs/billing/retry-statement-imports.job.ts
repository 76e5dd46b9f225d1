import type { Scope } from '#platform';
import { StatementImportsService } from '#receivables';
import { Job } from '../queue/job.decorator.js';

/** Continues imports of bank statements if their worker died. */
@Job({ name: 'retry-statement-imports', schedule: { cron: '* * * * *', atStart: true } })
export class RetryStatementImportsJob {
  constructor(private readonly imports: StatementImportsService) {}

  run(scope: Scope): Promise<unknown> {
    return this.imports.retryAbandoned(scope);
  }
}
