import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Contract, contractInTime, getContractHistories, localDate, plusDays } from '#contracts';
import { DomainError, groupBy, type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  type ClauseFrom,
  clausesInTime,
  type IndexClause,
  indexClauseOf,
  type IndexStep,
  indexSteps,
} from '#pricing';
import { type RecurringTerms, getRecurringTermsOfAll } from '#revenue';
import type { IndexMovement } from '../domain/index-step-plan.js';
import { changesAnyPrice, computeMrr, toNewPrices } from '../domain/new-prices.js';
import { determineStepStatus, type StepStatus } from '../domain/step-status.js';
import { EscalationService, type StepInput } from './escalation.service.js';
import {
  type IndexedContract,
  listIndexedContracts,
  findStepAmendments,
  type StepAmendment,
} from './index-values.queries.js';
import { type ComputedStep, computeSteps } from './computed-steps.js';

/** An upcoming adjustment with its effect. */
export interface UpcomingStep {
  readonly contract: Pick<IndexedContract, 'id' | 'number' | 'customer' | 'currency'>;
  readonly step: IndexStep;
  readonly standing: StepStatus;
  /** Days until the deadline for the notice; negative for a draft that is too late. */
  readonly daysLeft: number;
  readonly indexes: readonly IndexMovement[];
  /** The factor applied to the prices agreed with the contract; null while it can't be calculated. */
  readonly appliedFactor: string | null;
  readonly mrrBefore: string | null;
  readonly mrrAfter: string | null;
  readonly amendmentId: string | null;
  /** The error code if the terms can't be applied. */
  readonly problem: string | null;
}

/** The result for one of several requested adjustments. */
export interface StepOutcome {
  readonly contractId: string;
  readonly amendmentId: string | null;
  /** Reason for a missing amendment. */
  readonly fault: DomainError | null;
}

interface DueStep {
  readonly contract: IndexedContract;
  readonly clause: IndexClause;
  readonly step: IndexStep;
  readonly today: string;
  readonly draft: StepAmendment | null;
}

/** The number of contracts per batch. */
const BATCH_SIZE = 200;
const MS_PER_DAY = 86_400_000;

/** Lists and drafts the upcoming index adjustments of a maker's contracts. */
@Injectable()
export class IndexSteps {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly escalations: EscalationService,
  ) {}

  /**
   * Lists adjustments of active contracts for which notice is due within some days, most urgent first.
   * @param days the number of days ahead
   */
  list(scope: Scope, days: number): Promise<UpcomingStep[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const dueSteps = await findDueSteps(tx, days);
      const upcoming: UpcomingStep[] = [];
      for (let at = 0; at < dueSteps.length; at += BATCH_SIZE)
        upcoming.push(...(await computeUpcoming(tx, dueSteps.slice(at, at + BATCH_SIZE))));
      return upcoming.sort(
        (a, b) => a.daysLeft - b.daysLeft || (a.contract.number < b.contract.number ? -1 : 1),
      );
    });
  }

  /**
   * Drafts the amendments of several adjustments separately. If an adjustment fails, its error is reported and the
   * others are not affected.
   * @throws DomainError contracts.contract_not_found for an unknown contract, before anything is drafted
   */
  async draft(
    scope: Scope,
    inputs: readonly (StepInput & { readonly contractId: string })[],
  ): Promise<StepOutcome[]> {
    await this.unitOfWork.run(scope, (tx) => assertContractsExist(tx, inputs));
    const outcomes: StepOutcome[] = [];
    for (const { contractId, ...input } of inputs) {
      try {
        const { id } = await this.escalations.draftStep(scope, contractId, input);
        outcomes.push({ contractId, amendmentId: id, fault: null });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        outcomes.push({ contractId, amendmentId: null, fault: error });
      }
    }
    return outcomes;
  }
}

async function assertContractsExist(
  tx: Transaction,
  inputs: readonly { readonly contractId: string }[],
): Promise<void> {
  const ids = new Set(inputs.map(({ contractId }) => contractId));
  const known = await tx.manager.countBy(Contract, { makerId: tx.scope.makerId, id: In([...ids]) });
  if (known < ids.size) throw new DomainError('contracts.contract_not_found');
}

async function findDueSteps(tx: Transaction, days: number): Promise<DueStep[]> {
  const contracts = await listIndexedContracts(tx);
  const made = groupBy(
    await findStepAmendments(
      tx,
      contracts.map(({ id }) => id),
    ),
    ({ contractId }) => contractId,
  );
  const clauses = await loadClauses(tx, contracts);
  return contracts.flatMap((contract): DueStep[] => {
    const own = made.get(contract.id) ?? [];
    const today = localDate(tx.now.getTime(), contract.zone);
    const signed = new Set(own.filter(({ isSigned }) => isSigned).map(({ stepOn }) => stepOn));
    const steps = indexSteps(clauses(contract), contract, today, signed);
    if (!steps) return [];
    const { clause, next: step } = steps;
    const draft = own.find(({ stepOn, isSigned }) => stepOn === step?.on && !isSigned) ?? null;
    return step && step.noticeBy <= plusDays(today, days) ? [{ contract, clause, step, today, draft }] : [];
  });
}

/** Returns the clauses of contracts over time. A clause that was never amended is in its contract's row. */
async function loadClauses(
  tx: Transaction,
  contracts: readonly IndexedContract[],
): Promise<(contract: IndexedContract) => readonly ClauseFrom[]> {
  const amended = contracts.filter(({ isClauseAmended }) => isClauseAmended).map(({ id }) => id);
  const histories = await getContractHistories(tx, amended);
  return ({ id, startsOn, indexClause }) => {
    const history = histories.get(id);
    if (history) return clausesInTime(contractInTime(history.base, history.amendments).versions, startsOn);
    return [{ from: startsOn, clause: indexClause && indexClauseOf(indexClause, startsOn) }];
  };
}

async function computeUpcoming(tx: Transaction, dueSteps: readonly DueStep[]): Promise<UpcomingStep[]> {
  const ids = dueSteps.map(({ contract }) => contract.id);
  const histories = await getContractHistories(tx, ids);
  const computed = await computeSteps(
    tx,
    dueSteps.map(({ contract, clause, step }) => ({ history: histories.get(contract.id)!, clause, step })),
  );
  const terms = new Map((await getRecurringTermsOfAll(tx, ids)).map((one) => [one.contractId, one]));
  return dueSteps.map((one, index) => toUpcomingStep(one, computed[index]!, terms.get(one.contract.id)!));
}

function toUpcomingStep(
  { contract, step, today, draft }: DueStep,
  { indexes, parts, problem }: ComputedStep,
  terms: RecurringTerms,
): UpcomingStep {
  const isValueMissing = problem?.code === 'billing.index_value_missing';
  const prices = parts && toNewPrices(parts);
  const { id, number, customer, currency } = contract;
  const noticeBy = draft?.noticeBy ?? step.noticeBy;
  return {
    contract: { id, number, customer, currency },
    step,
    standing: determineStepStatus(
      {
        draftNoticeBy: draft?.noticeBy ?? null,
        isValueMissing,
        isUnclear: problem !== null,
        hasNewPrices: prices !== null && changesAnyPrice(prices),
      },
      today,
    ),
    daysLeft: Math.round((Date.parse(noticeBy) - Date.parse(today)) / MS_PER_DAY),
    indexes,
    appliedFactor: parts?.[0]?.appliedFactor ?? null,
    mrrBefore: prices && computeMrr(terms, prices, 'before', step.effectiveOn),
    mrrAfter: prices && computeMrr(terms, prices, 'after', step.effectiveOn),
    amendmentId: draft?.amendmentId ?? null,
    problem: problem === null || isValueMissing ? null : problem.code,
  };
}
