import { Injectable, Logger } from '@nestjs/common';
import {
  DomainError,
  FileStore,
  JobRuns,
  recordFile,
  type Scope,
  UnitOfWork,
  type WrittenFile,
} from '#platform';
import { toExportFault } from '../domain/export/export-fault.js';
import { MEDIA_TYPES } from '../domain/export/row-style.js';
import { ExportJob } from '../entities/exports/export-job.entity.js';
import { ExportCancelled, storingProgress } from './export-progress.js';
import { SignalExport, type SignalExportRun } from './signal-export.js';

const DAY_MS = 86_400_000;
/** Number of days for which a finished export can be downloaded. */
export const EXPORT_RETENTION_DAYS = 7;

/** Writes the files of one-off exports. */
@Injectable()
export class ExportJobWriter {
  private readonly logger = new Logger(ExportJobWriter.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
    private readonly exports: SignalExport,
  ) {}

  /**
   * Writes the file of an export. If a worker died, writing starts from the beginning: a file is visible only when it
   * is complete. A cancelled export leaves nothing behind. Errors that only a person can correct are recorded on the
   * export; other errors are also thrown, so that the queue retries.
   */
  async perform(scope: Scope, jobId: string): Promise<void> {
    const { makerId } = scope;
    const job = await this.unitOfWork.run(scope, (tx) => tx.manager.findOneBy(ExportJob, { makerId, jobId }));
    if (!job || job.fileId !== null) return;
    try {
      const { machineIds, signals, fromTime: from, toTime: to, format, formulas } = job;
      const readingScope: Scope = {
        makerId,
        userId: null,
        customers: job.customers ?? 'all',
        actor: 'system',
      };
      const exportRun = await this.exports.open(readingScope, {
        machineIds,
        signals,
        from,
        to,
        format,
        formulas,
      });
      if (!(await this.runs.start(scope, jobId, exportRun.progress().ofDevices))) return;
      const pieces = storingProgress(this.runs, scope, jobId, { exportId: job.id }, exportRun);
      const written = await this.files.write(makerId, jobId, pieces);
      await this.finish(scope, job, exportRun, written);
    } catch (error) {
      if (error instanceof ExportCancelled || !(await this.fail(scope, job, error))) return;
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ err: error, jobId }, 'An export cannot be written with the requested settings');
    }
  }

  private async finish(
    scope: Scope,
    job: ExportJob,
    exportRun: SignalExportRun,
    written: WrittenFile,
  ): Promise<void> {
    const { makerId, id, jobId, format } = job;
    const { devices, values } = exportRun.progress();
    await this.unitOfWork.run(scope, async (tx) => {
      // The file is recorded even if the export was cancelled in the meantime. It then belongs to no export, and the
      // next cleanup deletes it.
      await recordFile(
        tx,
        {
          id: jobId,
          customerId: job.customerId,
          name: nameFile(job),
          mime: MEDIA_TYPES[format],
          purpose: 'readings_export',
          createdBy: job.askedBy,
        },
        written,
      );
      await tx.manager.update(
        ExportJob,
        { makerId, id, jobId },
        {
          fileId: jobId,
          knownUntil: exportRun.knownUntil,
          points: String(values),
          expiresAt: computeExpiry(tx.now),
          fault: null,
        },
      );
      await this.runs.finishWithin(tx, jobId, devices);
    });
  }

  /** @returns false when the export was removed or is complete */
  private fail(scope: Scope, { makerId, id, jobId }: ExportJob, error: unknown): Promise<boolean> {
    return this.unitOfWork.run(scope, async (tx) => {
      if (!(await this.runs.failWithin(tx, jobId))) return false;
      await tx.manager.update(
        ExportJob,
        { makerId, id },
        { fault: toExportFault(error), expiresAt: computeExpiry(tx.now) },
      );
      return true;
    });
  }
}

function computeExpiry(now: Date): Date {
  return new Date(now.getTime() + EXPORT_RETENTION_DAYS * DAY_MS);
}

function nameFile({ fromTime, toTime, format }: ExportJob): string {
  const [first, last] = [fromTime, toTime].map((at) => at.toISOString().slice(0, 10));
  return `readings-${first}-${last}.${format}`;
}
