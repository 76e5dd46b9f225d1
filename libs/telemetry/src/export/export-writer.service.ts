import { Injectable, Logger } from '@nestjs/common';
import {
  DomainError,
  FileStore,
  JobProgress,
  JobRuns,
  recordFile,
  type Scope,
  type Transaction,
  UnitOfWork,
  type WrittenFile,
} from '#platform';
import { In } from 'typeorm';
import { nameExportFile } from '../domain/export/export-file-name.js';
import { MEDIA_TYPES } from '../domain/export/row-style.js';
import { toExportFault } from '../domain/export/export-fault.js';
import { ExportRun } from '../entities/exports/export-run.entity.js';
import { ExportSchedule } from '../entities/exports/export-schedule.entity.js';
import { type ChosenMachines, findChosenMachines, findReadingScope } from './chosen-machines.queries.js';
import { ExportCancelled, storingProgress } from './export-progress.js';
import { emitRunEvent } from './export-runs.service.js';
import { SignalExport, type SignalExportRequest, type SignalExportRun } from './signal-export.js';

/** Time after the end of a period during which its late readings are counted. */
const MAX_LATENESS = '90 days';

interface ExportWork {
  readonly run: ExportRun;
  readonly schedule: ExportSchedule;
}

/** Writes the files of export schedules. */
@Injectable()
export class ExportWriter {
  private readonly logger = new Logger(ExportWriter.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
    private readonly exports: SignalExport,
  ) {}

  /**
   * Writes the file of a run. If a worker died, writing starts from the beginning: a file is visible only when it is
   * complete, and the run refers to the last file written. Errors that only a person can correct are recorded on the
   * run; other errors are also thrown, so that the queue retries.
   */
  async perform(scope: Scope, jobId: string): Promise<void> {
    const work = await this.loadWork(scope, jobId);
    if (!work) return;
    const { run, schedule } = work;
    try {
      const { request, chosen: chosenMachines, reading } = await this.prepare(scope, work);
      const exportRun = await this.exports.open(reading, request);
      if (!(await this.runs.start(scope, jobId, exportRun.progress().ofDevices))) return;
      const written = await this.files.write(
        scope.makerId,
        jobId,
        storingProgress(this.runs, scope, jobId, { runId: run.id }, exportRun),
      );
      await this.unitOfWork.run(scope, (tx) =>
        completeRun(tx, this.runs, { run, schedule, opened: exportRun, written, chosen: chosenMachines }),
      );
    } catch (error) {
      if (error instanceof ExportCancelled) return;
      const fault = toExportFault(error);
      await this.unitOfWork.run(scope, async (tx) => {
        if (!(await this.runs.failWithin(tx, jobId))) return;
        await tx.manager.update(ExportRun, { makerId: scope.makerId, id: run.id, jobId }, { fault });
        await emitRunEvent(tx, 'ended', jobId, run.id);
      });
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(
        { err: error, jobId },
        'An export cannot be written with the settings of its schedule',
      );
    }
  }

  /**
   * Counts, for each stored file of a recent period, the values of the period that were received after the cutoff of
   * the file.
   */
  async countLate(scope: Scope): Promise<void> {
    const { makerId } = scope;
    const ids: { id: string }[] = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select id from export_run where maker_id = $1 and file_id is not null and to_time > $2::timestamptz - $3::interval`,
        [makerId, tx.now, MAX_LATENESS],
      ),
    );
    for (const { id } of ids) await this.countLateOf(scope, id);
  }

  private async countLateOf(scope: Scope, id: string): Promise<void> {
    const { makerId } = scope;
    const work = await this.unitOfWork.run(scope, async (tx) => {
      const run = await tx.manager.findOneBy(ExportRun, { makerId, id });
      const schedule = run && (await tx.manager.findOneBy(ExportSchedule, { makerId, id: run.scheduleId }));
      return run?.knownUntil && schedule ? { run, schedule, lookedAt: tx.now } : undefined;
    });
    if (!work) return;
    const { knownUntil, lateLookedAt } = work.run;
    try {
      const { request, reading } = await this.prepare(scope, work);
      const points = await this.exports.countReceivedAfter(reading, request, knownUntil!, lateLookedAt!);
      await this.unitOfWork.run(scope, (tx) =>
        tx.manager.update(
          ExportRun,
          { makerId, id, jobId: work.run.jobId },
          { lateLookedAt: work.lookedAt, ...(points !== null && { latePoints: String(points) }) },
        ),
      );
    } catch (error) {
      // If the schedule can no longer be exported, it can't be counted either. Its next run reports the error.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  /** Loads the work of a job; undefined if it is done or cancelled. */
  private async loadWork(scope: Scope, jobId: string): Promise<ExportWork | undefined> {
    const { makerId } = scope;
    const found = await this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(JobProgress, { makerId, id: jobId });
      const run = await tx.manager.findOneBy(ExportRun, { makerId, jobId });
      const schedule = run && (await tx.manager.findOneBy(ExportSchedule, { makerId, id: run.scheduleId }));
      const isKept = await tx.manager.existsBy(ExportRun, { makerId, fileId: jobId });
      return { isOver: isKept || job?.state === 'done', run, schedule };
    });
    if (found.isOver) return undefined;
    if (found.run && found.schedule) return { run: found.run, schedule: found.schedule };
    await this.discardJob(scope, jobId);
    return undefined;
  }

  private async discardJob(scope: Scope, jobId: string): Promise<void> {
    await this.files.remove(scope.makerId, jobId);
    await this.unitOfWork.run(scope, (tx) =>
      tx.manager.delete(JobProgress, { makerId: scope.makerId, id: jobId }),
    );
  }

  private async prepare(
    scope: Scope,
    { run, schedule }: ExportWork,
  ): Promise<{ reading: Scope; chosen: ChosenMachines; request: SignalExportRequest }> {
    const reading = await this.unitOfWork.run(scope, (tx) => findReadingScope(tx, schedule));
    const span = { from: run.fromTime, to: run.toTime };
    const { machinesOf, ids, signals, format, formulas } = schedule;
    const chosenMachines = await this.unitOfWork.run(reading, (tx) =>
      findChosenMachines(tx, { of: machinesOf, ids }, span),
    );
    return {
      reading,
      chosen: chosenMachines,
      request: { machineIds: chosenMachines.ids, signals, ...span, format, formulas },
    };
  }
}

/** Completes a run. Its file replaces the previous one, and runs beyond the schedule's limit are deleted. */
async function completeRun(
  tx: Transaction,
  runs: JobRuns,
  {
    run,
    schedule,
    opened: exportRun,
    written,
    chosen: chosenMachines,
  }: ExportWork & { opened: SignalExportRun; written: WrittenFile; chosen: ChosenMachines },
): Promise<void> {
  const { makerId, id, jobId } = run;
  const { affected } = await tx.manager.update(
    ExportRun,
    { makerId, id, jobId },
    {
      knownUntil: exportRun.knownUntil,
      machines: chosenMachines.ids.length,
      leftOut: chosenMachines.leftOut,
      points: String(exportRun.progress().values),
      latePoints: '0',
      lateLookedAt: exportRun.knownUntil,
      fault: null,
    },
  );
  // The schedule was removed or the run was requested again. The file is recorded anyway, so that the next cleanup
  // deletes it.
  await recordFile(
    tx,
    {
      id: jobId,
      customerId: schedule.customerId,
      name: nameExportFile(schedule.name, run, schedule.format),
      mime: MEDIA_TYPES[schedule.format],
      purpose: 'readings_export',
      createdBy: null,
    },
    written,
  );
  if (affected === 0) return;
  await tx.manager.update(ExportRun, { makerId, id }, { fileId: jobId });
  await runs.finishWithin(tx, jobId, exportRun.progress().devices);
  await removeOldRuns(tx, schedule);
  await emitRunEvent(tx, 'ended', jobId, id);
}

/** Keeps the configured number of files and the same number of failed runs. Removes older ones. */
async function removeOldRuns(tx: Transaction, { makerId, id, keep }: ExportSchedule): Promise<void> {
  const outdated: { job_id: string }[] = await tx.manager.query(
    `with outdated as (
       select id from (
         select r.id, j.state,
                row_number() over (partition by r.file_id is null order by r.to_time desc, r.from_time desc) as place
           from export_run r join job_progress j on j.maker_id = r.maker_id and j.id = r.job_id
          where r.maker_id = $1 and r.schedule_id = $2) ranked
        where place > $3 and state in ('done', 'failed')),
     removed as (delete from export_run r using outdated o where r.maker_id = $1 and r.id = o.id returning r.job_id)
     select job_id from removed`,
    [makerId, id, keep],
  );
  await tx.manager.delete(JobProgress, { makerId, id: In(outdated.map(({ job_id }) => job_id)) });
}
