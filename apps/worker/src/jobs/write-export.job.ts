import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { ExportWriter } from '#telemetry';

export interface WriteExport {
  readonly makerId: string;
  readonly jobId: string;
}

/** Writes a file of an export schedule; its progress is a row that the portal shows. */
@Injectable()
export class WriteExportJob {
  readonly name = 'write-export';

  constructor(private readonly writer: ExportWriter) {}

  run({ makerId, jobId }: WriteExport): Promise<void> {
    return this.writer.perform(systemScope(makerId), jobId);
  }
}
