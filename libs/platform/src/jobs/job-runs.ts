import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { JobProgress } from '../entities/job-progress.entity.js';
import { newId } from '../database/ids.js';
import type { Scope } from '../domain/scope.js';
import { type Transaction, UnitOfWork } from '../database/unit-of-work.js';

/** A run that has not moved for so long has nobody who works at it. */
const ABANDONED_AFTER = '2 minutes';

/** How far long work has come, for whoever watches. Each step is a transaction of its own, so that it is seen at once. */
@Injectable()
export class JobRuns {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Makes a waiting run; whoever does so lets the worker know in the same transaction.
   * @param customerId whose people see it beside the maker's
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

  /** Runs of a kind that nobody works at any more, touched so that they are found once. */
  takeAbandonedWithin(
    tx: Transaction,
    kind: string,
  ): Promise<{ id: string; params: Record<string, unknown> }[]> {
    return tx.manager.query(
      `with abandoned as (
         update job_progress set updated_at = $3
          where maker_id = $1 and kind = $2 and state in ('waiting', 'running') and updated_at < $3::timestamptz - $4::interval
         returning id, params)
       select id, params from abandoned order by id`,
      [tx.scope.makerId, kind, tx.now, ABANDONED_AFTER],
    );
  }

  /** @returns false when the run is done already: then there is nothing to do again */
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
   * Records how far a run has come. Two workers can be at the same run after a restart, so the slower one must not take back what
   * the other has recorded.
   * @returns false when the run was cancelled, or another worker has finished it
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
   * As `finish`, together with what the run was for.
   * @param done how far it has come at the end, where that was not recorded before
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

  /** Whoever tries again starts it again. */
  async fail(scope: Scope, id: string): Promise<void> {
    await this.unitOfWork.run(scope, (tx) => this.failWithin(tx, id));
  }

  /** As `fail`, together with why. @returns false when it is done: that it stays, whoever else failed at it */
  async failWithin(tx: Transaction, id: string): Promise<boolean> {
    const { affected } = await tx.manager.update(
      JobProgress,
      { makerId: tx.scope.makerId, id, state: Not('done') },
      { state: 'failed', finishedAt: tx.now, updatedAt: tx.now },
    );
    return affected !== 0;
  }
}
