import { systemScope } from '#platform';
import { StatementImportRunner } from '#receivables';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Reads or imports a file with bank statements. */
@Job({
  name: 'import-statement',
  requestedBy: { event: 'receivables.statement_import_requested', fields: ['importId'], key: 'importId' },
})
export class ImportStatementJob {
  constructor(private readonly runner: StatementImportRunner) {}

  run({ makerId, importId }: JobData<'importId'>): Promise<void> {
    return this.runner.perform(systemScope(makerId), importId);
  }
}
