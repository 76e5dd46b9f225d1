import { Injectable, Logger } from '@nestjs/common';
import { contractsInForce } from '#contracts';
import { addMonths } from '#metering';
import { DomainError, JobRuns, type Scope, UnitOfWork } from '#platform';
import {
  findDealtWith,
  forgetEarlierRefreshes,
  noteDraft,
  noteFailure,
  takeRun,
} from './billing-runs.store.js';
import { BillingService, type DraftOutcome } from './billing.service.js';
import type { HoldReason } from './domain/invoice-state.js';

/** Once more for what passes by itself, such as a deadlock with somebody's edit; then the contract is told as failed. */
const ATTEMPTS = 2;

interface Work {
  readonly runId: string;
  readonly month: string;
  readonly knownBefore: Date;
}

interface ContractOfRun {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
}

/** Does the billing runs that were asked for. */
@Injectable()
export class BillingRunner {
  private readonly logger = new Logger(BillingRunner.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly billing: BillingService,
  ) {}

  /**
   * Drafts a run's month of every contract in force, each in a transaction of its own with what became of it, and tells how far
   * it has come. A contract that can't be drafted is noted with why and keeps none of the others from it. Drafts of months that
   * a contract no longer reaches are withdrawn. Called again for the same run it goes on where it stopped, by the same mark.
   */
  async perform(scope: Scope, runId: string): Promise<void> {
    const run = await this.unitOfWork.run(scope, (tx) => takeRun(tx, runId));
    if (!run) return;
    const work = { runId, ...run };
    const { contracts, dealtWith } = await this.unitOfWork.run(scope, async (tx) => ({
      contracts: await contractsInForce(tx, `${run.month}-01`, `${addMonths(run.month, 1)}-01`),
      dealtWith: await findDealtWith(tx, runId),
    }));
    if (!(await this.runs.start(scope, runId, contracts.length))) return;
    try {
      await this.billing.withdrawDrafts(scope);
      for (const [index, contract] of contracts.entries()) {
        if (!dealtWith.has(contract.id)) await this.draft(scope, work, contract);
        await this.runs.advance(scope, runId, index + 1, { month: run.month });
      }
    } catch (error) {
      await this.runs.fail(scope, runId);
      throw error;
    }
    await this.unitOfWork.run(scope, async (tx) => {
      await this.runs.finishWithin(tx, runId);
      await forgetEarlierRefreshes(tx, runId);
    });
  }

  private async draft(
    scope: Scope,
    { runId, month, knownBefore }: Work,
    contract: ContractOfRun,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.unitOfWork.run(scope, async (tx) => {
          const outcome = await this.billing.draftInRun(tx, contract.id, month, knownBefore);
          const difference = differenceOf(outcome);
          if (difference === null) await noteDraft(tx, runId, outcome.id);
          else await noteFailure(tx, runId, contract, difference);
        });
        return;
      } catch (error) {
        const isKnown = error instanceof DomainError;
        if (!isKnown && attempt < ATTEMPTS) continue;
        if (!isKnown)
          this.logger.error(
            { err: error, contract: contract.number, month },
            'A contract could not be drafted',
          );
        const reason = isKnown
          ? { code: error.code, params: error.params }
          : { code: 'billing.draft_failed', params: {} };
        // When it was the database that went away this fails too, and the run is done again from here.
        await this.unitOfWork.run(scope, (tx) => noteFailure(tx, runId, contract, reason));
        return;
      }
    }
  }
}

/** What was issued stays; that what is known now differs from it needs a correction, and somebody who hears of it. */
function differenceOf({ issued }: DraftOutcome): HoldReason | null {
  if (issued === null || issued.hash === issued.contentHash) return null;
  return { code: 'billing.period_issued_differs', params: { number: issued.number } };
}
