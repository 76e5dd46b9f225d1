import { Injectable, Logger } from '@nestjs/common';
import { contractsInForce } from '#contracts';
import type { HoldReason } from '#invoicing';
import { addMonths } from '#metering';
import { DomainError, groupBy, JobRuns, type Scope, type Transaction, UnitOfWork } from '#platform';
import { isToRun, monthOfRun } from '../domain/run/run-month.js';
import { FIRST_SET, nextSetSize } from '../domain/run/set-size.js';
import { DraftBatches } from '../drafts/draft-batches.service.js';
import type { DraftOutcome } from '../drafts/draft-writer.store.js';
import { DraftsService } from '../drafts/drafts.service.js';
import { contractsIssuedPastEnd } from '../drafts/issued-past-end.queries.js';
import { PeerPrices } from '../drafts/peer-prices.queries.js';
import {
  type FailedContract,
  findDealtWith,
  forgetEarlierRefreshes,
  type DraftOfRun,
  noteDrafts,
  noteFailures,
  takeRun,
} from './billing-runs.store.js';

/** Once more for what passes by itself, such as a deadlock with somebody's edit; then the contract is told as failed. */
const ATTEMPTS = 2;
/** While one set is being written in PostgreSQL another is decided here; with a third neither waits for the other's last one. */
const SETS_AT_ONCE = 3;

interface Work {
  readonly runId: string;
  readonly month: string;
  readonly knownBefore: Date;
  readonly peers: PeerPrices;
}

interface ContractOfRun {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  /** Its billing month, `YYYY-MM`. */
  readonly month: string;
}

/** Does the billing runs that were asked for. */
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
   * Drafts of every contract in force the billing month that ends in the run's, some hundred in a transaction with what became of
   * them, and tells how far it has come. A contract that can't be drafted is noted with why and keeps none of the others from
   * it. Drafts of months that a contract no longer reaches are withdrawn. Called again for the same run it goes on where it
   * stopped, by the same mark.
   */
  async perform(scope: Scope, runId: string): Promise<void> {
    const run = await this.unitOfWork.run(scope, (tx) => takeRun(tx, runId));
    if (!run) return;
    const work = { runId, ...run, peers: new PeerPrices() };
    const { contracts, dealtWith } = await this.unitOfWork.run(scope, async (tx) => ({
      contracts: await contractsToRun(tx, run),
      dealtWith: await findDealtWith(tx, runId),
    }));
    if (!(await this.runs.start(scope, runId, contracts.length))) return;
    try {
      await this.billing.withdrawDrafts(scope);
      await this.draftOpen(
        scope,
        work,
        contracts.filter(({ id }) => !dealtWith.has(id)),
        dealtWith.size,
      );
    } catch (error) {
      await this.runs.fail(scope, runId);
      throw error;
    }
    await this.unitOfWork.run(scope, async (tx) => {
      await this.runs.finishWithin(tx, runId, contracts.length);
      await forgetEarlierRefreshes(tx, runId);
    });
  }

  /** Set by set. Where a set can't be noted at all, no further one is begun. */
  private async draftOpen(
    scope: Scope,
    work: Work,
    contracts: readonly ContractOfRun[],
    before: number,
  ): Promise<void> {
    const open = [...contracts];
    let [size, done] = [FIRST_SET, before];
    const lane = async (): Promise<void> => {
      try {
        while (open.length > 0) {
          const set = open.splice(0, size);
          const started = performance.now();
          await this.draftSet(scope, work, set);
          size = nextSetSize(set.length, performance.now() - started);
          done += set.length;
          await this.runs.advance(scope, work.runId, done, { month: work.month });
        }
      } finally {
        open.length = 0;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: SETS_AT_ONCE }, lane));
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  }

  /** Together; and where something breaks one by one, so that it takes none of the others with it. */
  private async draftSet(scope: Scope, work: Work, contracts: readonly ContractOfRun[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.unitOfWork.run(scope, (tx) => this.draftWithin(tx, work, contracts));
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
        const reason = isKnown ? reasonOf(error) : { code: 'billing.draft_failed', params: {} };
        // When it was the database that went away this fails too, and the run is done again from here.
        await this.unitOfWork.run(scope, (tx) =>
          noteFailures(tx, work.runId, [{ contract: contract!, reason }]),
        );
        return;
      }
    }
    for (const contract of contracts) await this.draftSet(scope, work, [contract]);
  }

  private async draftWithin(
    tx: Transaction,
    { runId, knownBefore, peers }: Work,
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
      if (outcome instanceof DomainError) failures.push({ contract, reason: reasonOf(outcome) });
      else
        drafts.push({
          invoiceId: outcome.id,
          stake: outcome.stake,
          found: await this.billing.correctWithin(tx, outcome),
        });
    }
    await noteFailures(tx, runId, failures);
    await noteDrafts(tx, runId, drafts);
  }
}

/** Contracts of which a run bills days, or gives back days past their end that were issued, each with its billing month. */
async function contractsToRun(
  tx: Transaction,
  { month, knownBefore }: Pick<Work, 'month' | 'knownBefore'>,
): Promise<ContractOfRun[]> {
  const [from, to] = [`${addMonths(month, -1)}-01`, `${addMonths(month, 1)}-01`];
  const inForce = (await contractsInForce(tx, from, to))
    .map((contract) => ({ ...contract, month: monthOfRun(month, contract) }))
    .filter((contract) => isToRun(contract.month, contract, knownBefore));
  const ended = (await contractsIssuedPastEnd(tx, from, to))
    .map((contract) => ({ ...contract, month: monthOfRun(month, contract) }))
    .filter((contract) => isToRun(contract.month, { ...contract, endsOn: null }, knownBefore));
  return [...inForce, ...ended.filter(({ id }) => !inForce.some((contract) => contract.id === id))];
}

const reasonOf = ({ code, params }: DomainError): HoldReason => ({ code, params });
