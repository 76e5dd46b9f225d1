import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, JobProgress, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { In, Not } from 'typeorm';

export const DRAFT_RUN = 'draft_run';

/** A contract is drafted in seconds: a run that has not moved for so long has nobody who works at it. */
const ABANDONED_AFTER = '2 minutes';

/** How far draft runs have come, for whoever watches. Each step is a transaction of its own, so that it is seen at once. */
@Injectable()
export class DraftRuns {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Makes a waiting run and asks the worker for it, in one transaction. */
  request(scope: Scope, month: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      const params: Record<string, string> = { month };
      const job = {
        makerId: scope.makerId,
        id: newId(),
        kind: DRAFT_RUN,
        state: 'waiting' as const,
        done: '0',
        total: null,
        params,
        createdAt: tx.now,
        updatedAt: tx.now,
        finishedAt: null,
      };
      await tx.manager.insert(JobProgress, job);
      await AuditTrail.write(tx, {
        action: 'billing.draft_run_requested',
        entity: 'job_progress',
        entityId: job.id,
        after: { month },
      });
      await ask(tx, job.id, month);
      return job;
    });
  }

  /**
   * Asks again for runs that nobody works at any more: their worker died, and the queue would find out only hours later.
   * @returns how many
   */
  askAgainForAbandoned(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const abandoned: { id: string; month: string }[] = await tx.manager.query(
        `with abandoned as (
           update job_progress set updated_at = $3
            where maker_id = $1 and kind = $2 and state in ('waiting', 'running') and updated_at < $3::timestamptz - $4::interval
           returning id, params ->> 'month' as month)
         select id, month from abandoned order by id`,
        [scope.makerId, DRAFT_RUN, tx.now, ABANDONED_AFTER],
      );
      for (const { id, month } of abandoned) await ask(tx, id, month);
      return abandoned.length;
    });
  }

  /** Any job of the maker's. @throws DomainError billing.job_not_found */
  get(scope: Scope, id: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(JobProgress, { makerId: scope.makerId, id });
      if (!job) throw new DomainError('billing.job_not_found');
      return job;
    });
  }

  /** The maker's jobs that wait or run, the oldest first. */
  underWay(scope: Scope): Promise<JobProgress[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(JobProgress, {
        where: { makerId: scope.makerId, state: In(['waiting', 'running']) },
        order: { createdAt: 'asc', id: 'asc' },
      }),
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

  advance(scope: Scope, id: string, done: number, params: object): Promise<void> {
    return this.update(scope, id, () => ({ done: String(done), params: { ...params } }));
  }

  finish(scope: Scope, id: string): Promise<void> {
    return this.update(scope, id, (now) => ({ state: 'done', finishedAt: now }));
  }

  /** Whoever tries again starts it again. */
  fail(scope: Scope, id: string): Promise<void> {
    return this.update(scope, id, (now) => ({ state: 'failed', finishedAt: now }));
  }

  private update(scope: Scope, id: string, changes: (now: Date) => Partial<JobProgress>): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { params, ...rest } = changes(tx.now);
      await tx.manager.update(
        JobProgress,
        { makerId: scope.makerId, id },
        { ...rest, updatedAt: tx.now, ...(params && { params: params as object }) },
      );
    });
  }
}

async function ask(tx: Transaction, jobId: string, month: string): Promise<void> {
  await tx.record({ name: 'billing.draft_run_requested', version: 1, payload: { jobId, month } });
}
