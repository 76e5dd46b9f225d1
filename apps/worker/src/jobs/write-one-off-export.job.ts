import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { ExportJobWriter } from '#telemetry';

export interface WriteOneOffExport {
  readonly makerId: string;
  readonly jobId: string;
}

/** Writes the file of a one-off export. Some run at once, so that a small export does not wait for one of decades. */
@Injectable()
export class WriteOneOffExportJob {
  readonly name = 'write-one-off-export';
  readonly atOnce = 2;

  constructor(private readonly writer: ExportJobWriter) {}

  run({ makerId, jobId }: WriteOneOffExport): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
