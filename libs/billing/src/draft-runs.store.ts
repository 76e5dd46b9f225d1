import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, JobProgress, newId, type Scope, UnitOfWork } from '#platform';

export const DRAFT_RUN = 'draft_run';

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
      await tx.record({ name: 'billing.draft_run_requested', version: 1, payload: { jobId: job.id, month } });
      return job;
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

  start(scope: Scope, id: string, total: number): Promise<void> {
    return this.update(scope, id, () => ({
      state: 'running',
      done: '0',
      total: String(total),
      finishedAt: null,
    }));
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
