import { Injectable, Logger } from '@nestjs/common';
import { listContractsInForce } from '#contracts';
import type { HoldReason } from '#invoicing';
import { addMonths } from '#metering';
import { DomainError, groupBy, JobRuns, type Scope, type Transaction, UnitOfWork } from '#platform';
import { isBilledByRun, monthOfRun } from '../domain/run/run-month.js';
import { FIRST_BATCH, nextBatchSize } from '../domain/run/batch-size.js';
import { DraftBatches } from '../drafts/draft-batches.service.js';
import type { DraftOutcome } from '../drafts/draft-writer.store.js';
import { DraftsService } from '../drafts/drafts.service.js';
import { findContractsIssuedPastEnd } from '../drafts/issued-past-end.queries.js';
import { PeerPrices } from '../drafts/peer-prices.queries.js';
import {
  type FailedContract,
  findProcessedContracts,
  deleteEarlierRefreshes,
  type DraftOfRun,
  recordDrafts,
  recordFailures,
  startOrResumeRun,
} from './billing-runs.store.js';

/**
 * Number of attempts. A single retry handles transient errors, such as a deadlock with an edit, before a contract is
 * reported as failed.
 */
const ATTEMPTS = 2;
/**
 * Number of concurrent batches. While PostgreSQL writes one batch, this process calculates the next one. With a third
 * batch, neither PostgreSQL nor this process waits for the other.
 */
const CONCURRENT_BATCHES = 3;

interface RunContext {
  readonly runId: string;
  readonly month: string;
  readonly knownBefore: Date;
  readonly peers: PeerPrices;
}

interface ContractOfRun {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  /** Billing month of the contract, `YYYY-MM`. */
  readonly month: string;
}

/** Performs requested billing runs. */
@Injectable()
export class BillingRunner {
  private readonly logger = new Logger(BillingRunner.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly billing: DraftsService,
    private readonly drafts: DraftBatches,
  ) {}

  /**
   * Drafts, for every contract in force, the billing month that ends in the run's month. Each transaction drafts a few
   * hundred contracts with their results and reports progress. A contract that can't be drafted is recorded with the
   * reason and does not block the others. Drafts of months that a contract no longer bills are withdrawn. A second call
   * for the same run resumes it with the same cutoff.
   */
  async perform(scope: Scope, runId: string): Promise<void> {
    const run = await this.unitOfWork.run(scope, (tx) => startOrResumeRun(tx, runId));
    if (!run) return;
    const context = { runId, ...run, peers: new PeerPrices() };
    const { contracts, dealtWith } = await this.unitOfWork.run(scope, async (tx) => ({
      contracts: await contractsToRun(tx, run),
      dealtWith: await findProcessedContracts(tx, runId),
    }));
    if (!(await this.runs.start(scope, runId, contracts.length))) return;
    try {
      await this.billing.withdrawDrafts(scope);
      await this.draftRemaining(
        scope,
        context,
        contracts.filter(({ id }) => !dealtWith.has(id)),
        dealtWith.size,
      );
    } catch (error) {
      await this.runs.fail(scope, runId);
      throw error;
    }
    await this.unitOfWork.run(scope, async (tx) => {
      await this.runs.finishWithin(tx, runId, contracts.length);
      await deleteEarlierRefreshes(tx, runId);
      await tx.record({ name: 'billing.run_finished', version: 1, payload: { jobId: runId } });
    });
  }

  /** Drafts batch by batch. Starts no further batches if the results of a batch can't be recorded. */
  private async draftRemaining(
    scope: Scope,
    context: RunContext,
    contracts: readonly ContractOfRun[],
    doneBefore: number,
  ): Promise<void> {
    const remaining = [...contracts];
    let [size, done] = [FIRST_BATCH, doneBefore];
    const lane = async (): Promise<void> => {
      try {
        while (remaining.length > 0) {
          const batch = remaining.splice(0, size);
          const started = performance.now();
          await this.draftBatch(scope, context, batch);
          size = nextBatchSize(batch.length, performance.now() - started);
          done += batch.length;
          await this.runs.advance(scope, context.runId, done, { month: context.month });
        }
      } finally {
        remaining.length = 0;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: CONCURRENT_BATCHES }, lane));
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  }

  /**
   * Drafts a batch together. After an error, drafts its contracts one by one, so that one contract does not fail the
   * others.
   */
  private async draftBatch(
    scope: Scope,
    context: RunContext,
    contracts: readonly ContractOfRun[],
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.unitOfWork.run(scope, (tx) => this.draftWithin(tx, context, contracts));
        return;
      } catch (error) {
        const [contract] = contracts;
        if (contracts.length > 1) break;
        const isKnown = error instanceof DomainError;
        if (!isKnown && attempt < ATTEMPTS) continue;
        if (!isKnown)
          this.logger.error(
            { err: error, contract: contract!.number, month: contract!.month },
            'A contract could not be drafted',
          );
        const reason = isKnown ? toReason(error) : { code: 'billing.draft_failed', params: {} };
        // Recording the failure also fails if the database is down. The run is then resumed from here.
        await this.unitOfWork.run(scope, (tx) =>
          recordFailures(tx, context.runId, [{ contract: contract!, reason }]),
        );
        return;
      }
    }
    for (const contract of contracts) await this.draftBatch(scope, context, [contract]);
  }

  private async draftWithin(
    tx: Transaction,
    { runId, knownBefore, peers }: RunContext,
    contracts: readonly ContractOfRun[],
  ): Promise<void> {
    const outcomes = new Map<string, DraftOutcome | DomainError>();
    for (const [month, ofMonth] of groupBy(contracts, (contract) => contract.month)) {
      const ids = ofMonth.map(({ id }) => id);
      for (const [id, outcome] of await this.drafts.draftAll(tx, ids, month, knownBefore, peers))
        outcomes.set(id, outcome);
    }
    const failures: FailedContract[] = [];
    const drafts: DraftOfRun[] = [];
    for (const contract of contracts) {
      const outcome = outcomes.get(contract.id)!;
      if (outcome instanceof DomainError) failures.push({ contract, reason: toReason(outcome) });
      else
        drafts.push({
          invoiceId: outcome.id,
          stake: outcome.stake,
          found: await this.billing.correctWithin(tx, outcome),
        });
    }
    await recordFailures(tx, runId, failures);
    await recordDrafts(tx, runId, drafts);
  }
}

/**
 * Returns the contracts that a run bills or that have issued days after their end to credit, each with its billing
 * month.
 */
async function contractsToRun(
  tx: Transaction,
  { month, knownBefore }: Pick<RunContext, 'month' | 'knownBefore'>,
): Promise<ContractOfRun[]> {
  const [from, to] = [`${addMonths(month, -1)}-01`, `${addMonths(month, 1)}-01`];
  const inForce = (await listContractsInForce(tx, from, to))
    .map((contract) => ({ ...contract, month: monthOfRun(month, contract) }))
    .filter((contract) => isBilledByRun(contract.month, contract, knownBefore));
  const ended = (await findContractsIssuedPastEnd(tx, from, to))
    .map((contract) => ({ ...contract, month: monthOfRun(month, contract) }))
    .filter((contract) => isBilledByRun(contract.month, { ...contract, endsOn: null }, knownBefore));
  return [...inForce, ...ended.filter(({ id }) => !inForce.some((contract) => contract.id === id))];
}

const toReason = ({ code, params }: DomainError): HoldReason => ({ code, params });
