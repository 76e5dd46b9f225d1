import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { JobProgress } from '../entities/job-progress.entity.js';
import { newId } from '../database/ids.js';
import type { Scope } from '../domain/scope.js';
import { type Transaction, UnitOfWork } from '../database/unit-of-work.js';

/** Time without progress after which a run's worker is considered dead. */
const ABANDONED_AFTER = '2 minutes';

/** A run of a worker that died. */
export interface AbandonedRun {
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Progress of long-running jobs. Each step is a separate transaction, so that it is visible immediately. */
@Injectable()
export class JobRuns {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Creates a waiting run. The caller notifies the worker in the same transaction.
   * @param customerId the customer that sees the run in addition to the maker
   */
  async createWithin(
    tx: Transaction,
    kind: string,
    params: Readonly<Record<string, unknown>>,
    customerId: string | null = null,
  ): Promise<JobProgress> {
    const job = {
      makerId: tx.scope.makerId,
      id: newId(),
      customerId,
      kind,
      state: 'waiting' as const,
      done: '0',
      total: null,
      params,
      createdAt: tx.now,
      updatedAt: tx.now,
      finishedAt: null,
    };
    await tx.manager.insert(JobProgress, { ...job, params: params as object });
    return job;
  }

  /**
   * Requests the runs of dead workers again. Without this request, the queue would detect the dead workers only hours
   * later.
   * @param request notifies the worker in the same transaction
   * @returns the number of requested runs
   */
  retryAbandoned(
    scope: Scope,
    kind: string,
    request: (tx: Transaction, run: AbandonedRun) => Promise<void>,
  ): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const abandoned = await this.claimAbandoned(tx, kind);
      for (const run of abandoned) await request(tx, run);
      return abandoned.length;
    });
  }

  /** Returns the abandoned runs of a kind and updates their time, so that each is returned only once. */
  private claimAbandoned(tx: Transaction, kind: string): Promise<AbandonedRun[]> {
    return tx.manager.query(
      `with abandoned as (
         update job_progress set updated_at = $3
          where maker_id = $1 and kind = $2 and state in ('waiting', 'running') and updated_at < $3::timestamptz - $4::interval
         returning id, params)
       select id, params from abandoned order by id`,
      [tx.scope.makerId, kind, tx.now, ABANDONED_AFTER],
    );
  }

  /** @returns false if the run is already done and must not run again */
  start(scope: Scope, id: string, total: number): Promise<boolean> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager.update(
        JobProgress,
        { makerId: scope.makerId, id, state: Not('done') },
        { state: 'running', done: '0', total: String(total), finishedAt: null, updatedAt: tx.now },
      );
      return affected !== 0;
    });
  }

  /**
   * Records the progress of a run. After a restart, two workers can process the same run, and the slower one must not
   * lower the recorded progress.
   * @returns false if the run was cancelled, or another worker has finished it
   */
  advance(scope: Scope, id: string, done: number, params: object): Promise<boolean> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager
        .createQueryBuilder()
        .update(JobProgress)
        .set({ done: () => 'greatest(done, :done)', params: { ...params }, updatedAt: tx.now })
        .where({ makerId: scope.makerId, id, state: Not('done') })
        .setParameter('done', done)
        .execute();
      return affected !== 0;
    });
  }

  finish(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => this.finishWithin(tx, id));
  }

  /**
   * Like `finish`, but within the transaction that completes the run's work.
   * @param done the final progress, if not recorded before
   */
  async finishWithin(tx: Transaction, id: string, done?: number): Promise<void> {
    await tx.manager.update(
      JobProgress,
      { makerId: tx.scope.makerId, id },
      {
        state: 'done',
        finishedAt: tx.now,
        updatedAt: tx.now,
        ...(done !== undefined && { done: String(done) }),
      },
    );
  }

  /** Marks a run as failed. A retry starts it again. */
  async fail(scope: Scope, id: string): Promise<void> {
    await this.unitOfWork.run(scope, (tx) => this.failWithin(tx, id));
  }

  /**
   * Like `fail`, but within the transaction that records the reason.
   * @returns false if another worker has completed the run, which then stays done
   */
  async failWithin(tx: Transaction, id: string): Promise<boolean> {
    const { affected } = await tx.manager.update(
      JobProgress,
      { makerId: tx.scope.makerId, id, state: Not('done') },
      { state: 'failed', finishedAt: tx.now, updatedAt: tx.now },
    );
    return affected !== 0;
  }
}
