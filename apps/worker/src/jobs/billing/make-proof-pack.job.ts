import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { ProofPackWriter } from '#assurance';

export interface MakeProofPack {
  readonly makerId: string;
  readonly jobId: string;
}

/** Makes the proof pack of an invoice because somebody asked for it; its progress is a row that the portal shows. */
@Injectable()
export class MakeProofPackJob {
  readonly name = 'make-proof-pack';

  constructor(private readonly writer: ProofPackWriter) {}

  run({ makerId, jobId }: MakeProofPack): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
