import { systemScope } from '#platform';
import { ProofPackWriter } from '#assurance';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Creates the requested proof pack of an invoice, and stores the progress for the portal. */
@Job({
  name: 'make-proof-pack',
  requestedBy: { event: 'billing.proof_pack_requested', fields: ['jobId'], key: 'jobId' },
})
export class MakeProofPackJob {
  constructor(private readonly writer: ProofPackWriter) {}

  run({ makerId, jobId }: JobData<'jobId'>): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
