import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { JobProgress, JobRuns, type Scope, type Transaction, UnitOfWork } from '#platform';
import { In } from 'typeorm';
import { RetentionRuleRow } from '../entities/readings/retention-rule.entity.js';
import {
  addSweepCounts,
  NO_SWEEP_COUNTS,
  type RetentionSweeper,
  type SweepCounts,
} from '../store/retention/retention-sweeper.js';

const RETENTION_RUN = 'retention_run';
/** Interval at which a run's progress is stored. */
const PROGRESS_INTERVAL_MS = 1000;

/** Manages runs that purge expired data. They are requested daily or by a person, and performed by the worker. */
@Injectable()
export class RetentionRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
  ) {}

  /** Returns the waiting or running run, or starts a new one. */
  request(scope: Scope): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => (await findOpen(tx)) ?? this.requestWithin(tx));
  }

  /** Requests a run if the maker has retention rules and no run is open. */
  async requestDaily(scope: Scope): Promise<void> {
    await this.unitOfWork.run(scope, async (tx) => {
      const hasRules = await tx.manager.existsBy(RetentionRuleRow, { makerId: scope.makerId });
      if (hasRules && !(await findOpen(tx))) await this.requestWithin(tx);
    });
  }

  /** Requests runs again if their worker died. @returns the number of runs */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, RETENTION_RUN, (tx, { id }) => emitRequested(tx, id));
  }

  /** Returns the newest run; undefined if the maker has never had a run. */
  latest(scope: Scope): Promise<JobProgress | undefined> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [run] = await tx.manager.find(JobProgress, {
        where: { makerId: scope.makerId, kind: RETENTION_RUN },
        order: { createdAt: 'desc', id: 'desc' },
        take: 1,
      });
      return run;
    });
  }

  /**
   * Performs or resumes a run. Devices that were already processed are skipped, because the run uses the instant of its
   * request and none of their data has expired since then.
   */
  async perform(scope: Scope, jobId: string, sweeper: RetentionSweeper): Promise<void> {
    const job = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneByOrFail(JobProgress, { makerId: scope.makerId, id: jobId }),
    );
    const devices = await sweeper.listDevices(scope.makerId);
    if (!(await this.runs.start(scope, jobId, devices.length))) return;
    let swept: SweepCounts = { ...NO_SWEEP_COUNTS, ...(job.params as Partial<SweepCounts>) };
    let storedAt = performance.now();
    try {
      for (const [index, deviceKey] of devices.entries()) {
        swept = addSweepCounts(swept, await sweeper.sweep(scope.makerId, deviceKey, job.createdAt.getTime()));
        if (performance.now() - storedAt < PROGRESS_INTERVAL_MS && index < devices.length - 1) continue;
        await this.runs.advance(scope, jobId, index + 1, swept);
        storedAt = performance.now();
      }
    } catch (error) {
      await this.runs.fail(scope, jobId);
      throw error;
    }
    await this.runs.finish(scope, jobId);
  }

  private async requestWithin(tx: Transaction): Promise<JobProgress> {
    const job = await this.runs.createWithin(tx, RETENTION_RUN, { ...NO_SWEEP_COUNTS });
    await AuditTrail.write(tx, {
      action: 'telemetry.retention_run_requested',
      entity: 'job_progress',
      entityId: job.id,
    });
    await emitRequested(tx, job.id);
    return job;
  }
}

async function findOpen(tx: Transaction): Promise<JobProgress | null> {
  return tx.manager.findOneBy(JobProgress, {
    makerId: tx.scope.makerId,
    kind: RETENTION_RUN,
    state: In(['waiting', 'running']),
  });
}

async function emitRequested(tx: Transaction, jobId: string): Promise<void> {
  await tx.record({ name: 'telemetry.retention_run_requested', version: 1, payload: { jobId } });
}
