import { systemScope } from '#platform';
import { ExportWriter } from '#telemetry';
import { Job, type JobData } from './queue/job.decorator.js';

/** Writes a file of an export schedule, and stores the progress for the portal. */
@Job({
  name: 'write-export',
  requestedBy: { event: 'telemetry.export_requested', fields: ['jobId'], key: 'jobId' },
})
export class WriteExportJob {
  constructor(private readonly writer: ExportWriter) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
