import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  DomainError,
  FileStore,
  JobProgress,
  JobRuns,
  newId,
  type OpenedFile,
  type Page,
  type Scope,
  StoredFile,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { ExportJob } from '../entities/exports/export-job.entity.js';
import { toId } from './export-cursor.js';
import { type ExportJobView, listExportJobs } from './export-jobs.queries.js';
import { findUnknownKeys, listDevicesToExport } from './exported-devices.queries.js';
import type { SignalExportRequest } from './signal-export.js';

/** Kind of the jobs that write one-off exports. */
const EXPORT_JOB = 'readings_export_once';
/** The maximum number of exports per person, including finished ones. */
export const MAX_EXPORT_JOBS = 10;

/**
 * Manages one-off exports of any size. A person requests an export, the worker writes it, and only that person can
 * download it, until it expires.
 */
@Injectable()
export class ExportJobs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
  ) {}

  /** Returns the caller's own exports, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<ExportJobView>> {
    const after = cursor === undefined ? null : toId(cursor);
    return this.unitOfWork.run(scope, async (tx) =>
      toPage(await listExportJobs(tx, { after, limit: limit + 1 }), limit, ({ id }) => [id]),
    );
  }

  /** @throws DomainError telemetry.export_job_not_found */
  get(scope: Scope, id: string): Promise<ExportJobView> {
    return this.unitOfWork.run(scope, (tx) => getView(tx, id));
  }

  /**
   * Starts an export in the background. It contains the readings of the customers that the caller can access now.
   * @throws DomainError telemetry.range_invalid, equipment.machine_not_found, telemetry.signal_not_found,
   *   telemetry.export_jobs_full {most}
   */
  create(scope: Scope, request: Required<SignalExportRequest>): Promise<ExportJobView> {
    const { machineIds, signals, from, to, format, formulas } = request;
    if (!(from < to)) throw new DomainError('telemetry.range_invalid');
    return this.unitOfWork.run(scope, async (tx) => {
      await assertBelowLimit(tx);
      if (machineIds) await listDevicesToExport(tx, machineIds);
      const [unknown] = await findUnknownKeys(tx, signals);
      if (unknown !== undefined) throw new DomainError('telemetry.signal_not_found', { key: unknown });
      const customers = scope.customers === 'all' ? null : [...scope.customers];
      const customerId = customers?.[0] ?? null;
      const id = newId();
      const job = await this.runs.createWithin(tx, EXPORT_JOB, { exportId: id }, customerId);
      await tx.manager.insert(ExportJob, {
        makerId: scope.makerId,
        id,
        askedBy: scope.userId!,
        customerId,
        customers,
        machineIds: machineIds && [...machineIds],
        signals: [...signals],
        fromTime: from,
        toTime: to,
        format,
        formulas,
        createdAt: tx.now,
        jobId: job.id,
      });
      await requestJob(tx, job.id);
      await AuditTrail.write(tx, {
        action: 'telemetry.export_job_created',
        entity: 'export_job',
        entityId: id,
        after: { machineIds, signals, from, to, format, formulas },
      });
      return getView(tx, id);
    });
  }

  /**
   * Cancels a running export, or deletes a finished one with its file.
   * @throws DomainError telemetry.export_job_not_found
   */
  async remove(scope: Scope, id: string): Promise<void> {
    const jobId = await this.unitOfWork.run(scope, async (tx) => {
      const key = { makerId: scope.makerId, id };
      const job = await tx.manager.findOne(ExportJob, {
        where: { ...key, askedBy: scope.userId! },
        lock: { mode: 'pessimistic_write' },
      });
      if (!job) throw new DomainError('telemetry.export_job_not_found', { id });
      await deleteJobs(tx, [job]);
      await AuditTrail.write(tx, {
        action: job.expiresAt === null ? 'telemetry.export_job_cancelled' : 'telemetry.export_job_deleted',
        entity: 'export_job',
        entityId: id,
      });
      return job.jobId;
    });
    // A worker that died may have left parts of a cancelled export's file. No record refers to them, so they are
    // deleted here.
    await this.files.remove(scope.makerId, jobId);
  }

  /**
   * Opens the file of an export.
   * @throws DomainError telemetry.export_job_not_found, telemetry.export_file_missing
   */
  async open(scope: Scope, id: string): Promise<OpenedFile> {
    const { makerId } = scope;
    const record = await this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(ExportJob, { makerId, id, askedBy: scope.userId! });
      if (!job || (job.expiresAt !== null && job.expiresAt <= tx.now))
        throw new DomainError('telemetry.export_job_not_found', { id });
      return job.fileId === null ? null : tx.manager.findOneBy(StoredFile, { makerId, id: job.fileId });
    });
    const opened = record && (await this.files.openStored(makerId, record));
    if (!opened) throw new DomainError('telemetry.export_file_missing');
    return opened;
  }

  /** Restarts jobs if their worker died. @returns the number of jobs */
  requestAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, EXPORT_JOB, (tx, { id }) => requestJob(tx, id));
  }

  /** Deletes expired exports. Their files are deleted later, with other files that belong to no export. */
  removeExpired(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const expired = await tx.manager
        .createQueryBuilder(ExportJob, 'e')
        .where('e.maker_id = :makerId and e.expires_at <= :now', { makerId: scope.makerId, now: tx.now })
        .getMany();
      await deleteJobs(tx, expired);
    });
  }
}

function requestJob(tx: Transaction, jobId: string): Promise<void> {
  return tx.record({ name: 'telemetry.export_job_requested', version: 1, payload: { jobId } });
}

/** Deletes exports and their jobs. A writer stops when it finds that its job is missing. */
async function deleteJobs(tx: Transaction, jobs: readonly ExportJob[]): Promise<void> {
  const { makerId } = tx.scope;
  for (const { id, jobId } of jobs) {
    await tx.manager.delete(ExportJob, { makerId, id });
    await tx.manager.delete(JobProgress, { makerId, id: jobId });
  }
}

async function getView(tx: Transaction, id: string): Promise<ExportJobView> {
  const [found] = await listExportJobs(tx, { id, limit: 1 });
  if (!found) throw new DomainError('telemetry.export_job_not_found', { id });
  return found;
}

async function assertBelowLimit(tx: Transaction): Promise<void> {
  const { makerId, userId } = tx.scope;
  if ((await tx.manager.countBy(ExportJob, { makerId, askedBy: userId! })) >= MAX_EXPORT_JOBS)
    throw new DomainError('telemetry.export_jobs_full', { most: MAX_EXPORT_JOBS });
}
