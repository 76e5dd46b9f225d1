import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  DomainError,
  FileStore,
  type OpenedFile,
  JobProgress,
  JobRuns,
  newId,
  type Page,
  parseTimeCursor,
  type Scope,
  StoredFile,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { listDuePeriods, type ExportPeriod, findLastEnded } from '../domain/export/timetable.js';
import { ExportRun } from '../entities/exports/export-run.entity.js';
import { ExportSchedule } from '../entities/exports/export-schedule.entity.js';
import { type ExportRunView, listRuns } from './export-schedules.queries.js';
import { getExportSchedule } from './export-schedules.store.js';

const EXPORT_RUN = 'readings_export';

/** Manages the runs of export schedules. A timetable or a person requests a run, and the worker writes its file. */
@Injectable()
export class ExportRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
  ) {}

  /**
   * Returns a schedule's runs, newest period first.
   * @throws DomainError telemetry.export_schedule_not_found, platform.cursor_invalid
   */
  list(
    scope: Scope,
    scheduleId: string,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<ExportRunView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      await getExportSchedule(tx, scheduleId);
      const rows = await listRuns(tx, scheduleId, { after, limit: limit + 1 });
      return toPage(rows, limit, ({ to, id }) => [to.toISOString(), id]);
    });
  }

  /**
   * Requests the file of a run again, or the file of the last whole period. If a job for this file is already waiting
   * or running, that job continues.
   * @param runId a run of the schedule; the last whole period by default
   * @throws DomainError telemetry.export_schedule_not_found, telemetry.export_run_not_found
   */
  request(scope: Scope, scheduleId: string, runId?: string): Promise<ExportRunView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const schedule = await getExportSchedule(tx, scheduleId, { forChange: true });
      const run =
        runId === undefined
          ? await this.getOrCreateRun(tx, schedule, findLastEnded(schedule, tx.now.getTime()))
          : await findRun(tx, scheduleId, runId);
      const requested = await this.restartRun(tx, run);
      await AuditTrail.write(tx, {
        action: 'telemetry.export_requested',
        entity: 'export_schedule',
        entityId: scheduleId,
        after: { firstDay: requested.firstDay, endDay: requested.endDay },
      });
      return (await listRuns(tx, scheduleId, { id: requested.id, limit: 1 }))[0]!;
    });
  }

  /** Requests every period that has become due since the last call. @returns the number of periods */
  async requestDue(scope: Scope): Promise<number> {
    const schedules = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findBy(ExportSchedule, { makerId: scope.makerId, paused: false }),
    );
    let requested = 0;
    for (const { id } of schedules) requested += await this.requestDueRuns(scope, id);
    return requested;
  }

  /** Requests runs again if their worker died. @returns the number of runs */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, EXPORT_RUN, (tx, { id, params }) =>
      emitRunEvent(tx, 'requested', id, String(params.runId)),
    );
  }

  /**
   * Opens the file of a run.
   * @throws DomainError telemetry.export_run_not_found, telemetry.export_file_missing
   */
  async open(scope: Scope, runId: string): Promise<OpenedFile> {
    const record = await this.unitOfWork.run(scope, async (tx) => {
      const run = await tx.manager.findOneBy(ExportRun, { makerId: scope.makerId, id: runId });
      if (!run) throw new DomainError('telemetry.export_run_not_found', { id: runId });
      if (run.fileId === null) return null;
      return tx.manager.findOneBy(StoredFile, { makerId: scope.makerId, id: run.fileId });
    });
    const opened = record && (await this.files.openStored(scope.makerId, record));
    if (!opened) throw new DomainError('telemetry.export_file_missing');
    return opened;
  }

  /** Deletes files that no run or job uses. Deletes the bytes first, so that none remain without a record. */
  async removeUnusedFiles(scope: Scope): Promise<void> {
    const { makerId } = scope;
    const unusedFiles: { id: string }[] = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select f.id from stored_file f
          where f.maker_id = $1 and f.purpose = 'readings_export'
            and not exists (select from export_run r where r.maker_id = f.maker_id and r.file_id = f.id)
            and not exists (select from export_job e where e.maker_id = f.maker_id and e.file_id = f.id)`,
        [makerId],
      ),
    );
    for (const { id } of unusedFiles) {
      await this.files.remove(makerId, id);
      await this.unitOfWork.run(scope, (tx) => tx.manager.delete(StoredFile, { makerId, id }));
    }
  }

  private requestDueRuns(scope: Scope, scheduleId: string): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const schedule = await tx.manager.findOne(ExportSchedule, {
        where: { makerId, id: scheduleId, paused: false },
        lock: { mode: 'pessimistic_write' },
      });
      if (!schedule) return 0;
      const { coveredUntil, keep } = schedule;
      const due = listDuePeriods(schedule, coveredUntil.getTime(), tx.now.getTime(), keep);
      for (const period of due) {
        const run = await this.getOrCreateRun(tx, schedule, period);
        // The run was requested before its due time, so more readings may have been received since.
        if (run.knownUntil && run.knownUntil.getTime() < period.dueMs) await this.restartRun(tx, run);
      }
      const last = due.at(-1);
      if (last)
        await tx.manager.update(
          ExportSchedule,
          { makerId, id: scheduleId },
          { coveredUntil: new Date(last.toMs) },
        );
      return due.length;
    });
  }

  /** Returns the run of a period, and creates it if there is none. */
  private async getOrCreateRun(
    tx: Transaction,
    schedule: ExportSchedule,
    period: ExportPeriod,
  ): Promise<ExportRun> {
    const { makerId, id: scheduleId, customerId } = schedule;
    const key = {
      makerId,
      scheduleId,
      fromTime: new Date(period.fromMs),
      toTime: new Date(period.toMs),
    };
    const known = await tx.manager.findOneBy(ExportRun, key);
    if (known) return known;
    const id = newId();
    const job = await this.runs.createWithin(tx, EXPORT_RUN, { runId: id }, customerId);
    const run = tx.manager.create(ExportRun, {
      ...key,
      id,
      customerId,
      firstDay: period.firstDay,
      endDay: period.endDay,
      jobId: job.id,
      askedBy: tx.scope.userId,
    });
    await tx.manager.insert(ExportRun, run);
    await emitRunEvent(tx, 'requested', job.id, id);
    return run;
  }

  /** Starts a new job for a run if its last attempt has ended. */
  private async restartRun(tx: Transaction, run: ExportRun): Promise<ExportRun> {
    const { makerId, id, jobId, customerId } = run;
    const { state } = await tx.manager.findOneByOrFail(JobProgress, { makerId, id: jobId });
    if (state === 'waiting' || state === 'running') return run;
    const job = await this.runs.createWithin(tx, EXPORT_RUN, { runId: id }, customerId);
    await tx.manager.update(
      ExportRun,
      { makerId, id },
      { jobId: job.id, askedBy: tx.scope.userId, fault: null },
    );
    await tx.manager.delete(JobProgress, { makerId, id: jobId });
    await emitRunEvent(tx, 'requested', job.id, id);
    return run;
  }
}

/** Emits an event that a run was requested or has ended. */
export function emitRunEvent(
  tx: Transaction,
  outcome: 'requested' | 'ended',
  jobId: string,
  runId: string,
): Promise<void> {
  return tx.record({ name: `telemetry.export_${outcome}`, version: 1, payload: { jobId, runId } });
}

async function findRun(tx: Transaction, scheduleId: string, id: string): Promise<ExportRun> {
  const run = await tx.manager.findOneBy(ExportRun, { makerId: tx.scope.makerId, scheduleId, id });
  if (!run) throw new DomainError('telemetry.export_run_not_found', { id });
  return run;
}
