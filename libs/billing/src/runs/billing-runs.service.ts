import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { localDate } from '#contracts';
import { AuditTrail } from '#organization';
import {
  DomainError,
  JobProgress,
  JobRuns,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { BillingRun } from '../entities/billing-run.entity.js';
import {
  getBillingRun,
  listBillingRuns,
  listRunResults,
  type BillingRunView,
  type RunResultFilter,
  type RunResultView,
} from './billing-runs.queries.js';

const BILLING_RUN = 'billing_run';

/** Where a day begins before it does anywhere else. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** Billing runs, for whoever asks for one, watches it, and reads what came of it. */
@Injectable()
export class BillingRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
  ) {}

  /**
   * Makes a waiting run and asks the worker for it, in one transaction.
   * @param month `YYYY-MM`, of each contract's zone
   * @throws DomainError billing.month_not_begun, at its field: in no zone has it begun
   */
  request(scope: Scope, month: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      if (month > localDate(tx.now.getTime(), FIRST_ZONE).slice(0, 7))
        throw new DomainError('billing.month_not_begun', { month }, [
          { pointer: '/month', code: 'billing.month_not_begun' },
        ]);
      const job = await this.runs.createWithin(tx, BILLING_RUN, { month });
      await tx.manager.insert(BillingRun, {
        makerId: scope.makerId,
        id: job.id,
        month,
        requestedBy: scope.userId,
        requestedAt: tx.now,
        knownBefore: null,
      });
      await AuditTrail.write(tx, {
        action: 'billing.run_requested',
        entity: 'billing_run',
        entityId: job.id,
        after: { month },
      });
      await ask(tx, job.id);
      return job;
    });
  }

  /**
   * Asks again for runs that nobody works at any more: their worker died, and the queue would find out only hours later.
   * @returns how many
   */
  askAgainForAbandoned(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const abandoned = await this.runs.takeAbandonedWithin(tx, BILLING_RUN);
      for (const { id } of abandoned) await ask(tx, id);
      return abandoned.length;
    });
  }

  /** Runs, the newest first, with what came of them. */
  list(scope: Scope, limit: number): Promise<BillingRunView[]> {
    return this.unitOfWork.run(scope, (tx) => listBillingRuns(tx, limit));
  }

  /** @throws DomainError billing.run_not_found */
  get(scope: Scope, id: string): Promise<BillingRunView> {
    return this.unitOfWork.run(scope, (tx) => getBillingRun(tx, id));
  }

  /** What a run made of contracts, by their number. @throws DomainError billing.run_not_found */
  results(scope: Scope, id: string, filter: RunResultFilter): Promise<Page<RunResultView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBillingRun(tx, id);
      return listRunResults(tx, id, filter);
    });
  }

  /** Any job of the maker's. @throws DomainError billing.job_not_found */
  getJob(scope: Scope, id: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(JobProgress, { makerId: scope.makerId, id });
      if (!job) throw new DomainError('billing.job_not_found');
      return job;
    });
  }

  /** The maker's jobs that wait or run, the oldest first. */
  jobsUnderWay(scope: Scope): Promise<JobProgress[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(JobProgress, {
        where: { makerId: scope.makerId, state: In(['waiting', 'running']) },
        order: { createdAt: 'asc', id: 'asc' },
      }),
    );
  }
}

async function ask(tx: Transaction, jobId: string): Promise<void> {
  await tx.record({ name: 'billing.run_requested', version: 1, payload: { jobId } });
}
