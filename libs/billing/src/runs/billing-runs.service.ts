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
  findReadyInvoiceIds,
  getBillingRun,
  listBillingRuns,
  listRunResults,
  type BillingRunView,
  type RunResultFilter,
  type RunResultView,
} from './billing-runs.queries.js';

const BILLING_RUN = 'billing_run';

/** The first time zone in which a day begins. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** Requests billing runs and reads their progress and results. */
@Injectable()
export class BillingRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
  ) {}

  /**
   * Creates a waiting run and queues it for the worker in the same transaction.
   * @param month `YYYY-MM` in each contract's time zone
   * @throws DomainError billing.month_not_begun, at its field, if the month has not begun in any time zone
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
      await emitRunRequested(tx, job.id);
      return job;
    });
  }

  /**
   * Requeues runs of workers that died.
   * @returns the number of requeued runs
   */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, BILLING_RUN, (tx, { id }) => emitRunRequested(tx, id));
  }

  /** Lists runs with their totals, newest first. */
  list(scope: Scope, limit: number): Promise<BillingRunView[]> {
    return this.unitOfWork.run(scope, (tx) => listBillingRuns(tx, limit));
  }

  /** Returns a run with its totals. @throws DomainError billing.run_not_found */
  get(scope: Scope, id: string): Promise<BillingRunView> {
    return this.unitOfWork.run(scope, (tx) => getBillingRun(tx, id));
  }

  /** Lists a run's results by contract number. @throws DomainError billing.run_not_found */
  results(scope: Scope, id: string, filter: RunResultFilter): Promise<Page<RunResultView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBillingRun(tx, id);
      return listRunResults(tx, id, filter);
    });
  }

  /** Returns the ids of a run's drafts that are ready. @throws DomainError billing.run_not_found */
  readyInvoiceIds(scope: Scope, id: string): Promise<string[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBillingRun(tx, id);
      return findReadyInvoiceIds(tx, id);
    });
  }

  /** Returns any job of the maker. @throws DomainError billing.job_not_found */
  getJob(scope: Scope, id: string): Promise<JobProgress> {
    return this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(JobProgress, { makerId: scope.makerId, id });
      if (!job) throw new DomainError('billing.job_not_found');
      return job;
    });
  }

  /** Lists the maker's waiting and running jobs, oldest first. */
  listActiveJobs(scope: Scope): Promise<JobProgress[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(JobProgress, {
        where: { makerId: scope.makerId, state: In(['waiting', 'running']) },
        order: { createdAt: 'asc', id: 'asc' },
      }),
    );
  }
}

async function emitRunRequested(tx: Transaction, jobId: string): Promise<void> {
  await tx.record({ name: 'billing.run_requested', version: 1, payload: { jobId } });
}
