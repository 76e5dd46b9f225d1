import { systemScope } from '#platform';
import { ExportJobWriter } from '#telemetry';
import { Job, type JobData } from './queue/job.decorator.js';

/**
 * Writes the file of a one-off export. Several run concurrently, so that a small export does not wait for one that
 * covers decades.
 */
@Job({
  name: 'write-one-off-export',
  requestedBy: { event: 'telemetry.export_job_requested', fields: ['jobId'], key: 'jobId' },
  concurrency: 2,
  longestHours: 23,
})
export class WriteOneOffExportJob {
  constructor(private readonly writer: ExportJobWriter) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
