import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, JobProgress, JobRuns, type Scope, type Transaction, UnitOfWork } from '#platform';
import { In } from 'typeorm';

export const DRAFT_RUN = 'draft_run';

/** Draft runs, for whoever asks for one and watches it. */
@Injectable()
export class DraftRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
  ) {}

  /** Makes a waiting run and asks the worker for it, in one transaction. */
  request(scope: Scope, month: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      const job = await this.runs.createWithin(tx, DRAFT_RUN, { month });
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
      const abandoned = await this.runs.takeAbandonedWithin(tx, DRAFT_RUN);
      for (const { id, params } of abandoned) await ask(tx, id, String(params['month']));
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
}

async function ask(tx: Transaction, jobId: string, month: string): Promise<void> {
  await tx.record({ name: 'billing.draft_run_requested', version: 1, payload: { jobId, month } });
}
