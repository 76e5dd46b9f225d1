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
import { type RecurringTerms, recurringTermsOfAll } from '#revenue';
import type { IndexMovement } from '../domain/index-step-plan.js';
import { isAnyNew, monthlyBy, newPrices } from '../domain/new-prices.js';
import { standingOf, type StepStanding } from '../domain/step-standing.js';
import { EscalationService, type StepWish } from './escalation.service.js';
import { type IndexedContract, indexedContracts, madeSteps, type MadeStep } from './index-values.queries.js';
import { type WorkedOutStep, workOutSteps } from './worked-out-steps.js';

/** An upcoming step with its effect. */
export interface ComingStep {
  readonly contract: Pick<IndexedContract, 'id' | 'number' | 'customer' | 'currency'>;
  readonly step: IndexStep;
  readonly standing: StepStanding;
  /** Days until the deadline for the notice; negative for a draft that is too late. */
  readonly daysLeft: number;
  readonly indexes: readonly IndexMovement[];
  /** The factor on the prices agreed with the contract; null while it can't be calculated. */
  readonly appliedFactor: string | null;
  readonly mrrBefore: string | null;
  readonly mrrAfter: string | null;
  readonly amendmentId: string | null;
  /** The error code if the terms can't be applied. */
  readonly problem: string | null;
}

/** The result for one of several requested steps. */
export interface StepOutcome {
  readonly contractId: string;
  readonly amendmentId: string | null;
  /** Why there is no amendment. */
  readonly fault: DomainError | null;
}

interface Near {
  readonly contract: IndexedContract;
  readonly clause: IndexClause;
  readonly step: IndexStep;
  readonly today: string;
  readonly draft: MadeStep | null;
}

/** The number of contracts per batch. */
const SET = 200;
const MS_PER_DAY = 86_400_000;

/** Upcoming index steps of all contracts of a maker. */
@Injectable()
export class IndexSteps {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly escalations: EscalationService,
  ) {}

  /**
   * Lists steps of active contracts that need a notice within some days, the most urgent first.
   * @param days the number of days ahead
   */
  list(scope: Scope, days: number): Promise<ComingStep[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const near = await nearSteps(tx, days);
      const coming: ComingStep[] = [];
      for (let at = 0; at < near.length; at += SET)
        coming.push(...(await workOutNear(tx, near.slice(at, at + SET))));
      return coming.sort(
        (a, b) => a.daysLeft - b.daysLeft || (a.contract.number < b.contract.number ? -1 : 1),
      );
    });
  }

  /**
   * Drafts the amendments of several steps separately: a step that fails reports its error and does not block the
   * others.
   * @throws DomainError contracts.contract_not_found for an unknown contract, before anything is drafted
   */
  async draft(
    scope: Scope,
    wishes: readonly (StepWish & { readonly contractId: string })[],
  ): Promise<StepOutcome[]> {
    await this.unitOfWork.run(scope, (tx) => requireContracts(tx, wishes));
    const outcomes: StepOutcome[] = [];
    for (const { contractId, ...wish } of wishes) {
      try {
        const { id } = await this.escalations.draftStep(scope, contractId, wish);
        outcomes.push({ contractId, amendmentId: id, fault: null });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        outcomes.push({ contractId, amendmentId: null, fault: error });
      }
    }
    return outcomes;
  }
}

async function requireContracts(
  tx: Transaction,
  wishes: readonly { readonly contractId: string }[],
): Promise<void> {
  const ids = new Set(wishes.map(({ contractId }) => contractId));
  const known = await tx.manager.countBy(Contract, { makerId: tx.scope.makerId, id: In([...ids]) });
  if (known < ids.size) throw new DomainError('contracts.contract_not_found');
}

async function nearSteps(tx: Transaction, days: number): Promise<Near[]> {
  const contracts = await indexedContracts(tx);
  const made = groupBy(
    await madeSteps(
      tx,
      contracts.map(({ id }) => id),
    ),
    ({ contractId }) => contractId,
  );
  const clauses = await clausesOf(tx, contracts);
  return contracts.flatMap((contract): Near[] => {
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

/** The clauses of contracts over time. A clause that was never amended is in its contract's row. */
async function clausesOf(
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

async function workOutNear(tx: Transaction, near: readonly Near[]): Promise<ComingStep[]> {
  const ids = near.map(({ contract }) => contract.id);
  const histories = await getContractHistories(tx, ids);
  const worked = await workOutSteps(
    tx,
    near.map(({ contract, clause, step }) => ({ history: histories.get(contract.id)!, clause, step })),
  );
  const terms = new Map((await recurringTermsOfAll(tx, ids)).map((one) => [one.contractId, one]));
  return near.map((one, index) => describe(one, worked[index]!, terms.get(one.contract.id)!));
}

function describe(
  { contract, step, today, draft }: Near,
  { indexes, parts, problem }: WorkedOutStep,
  terms: RecurringTerms,
): ComingStep {
  const isValueMissing = problem?.code === 'billing.index_value_missing';
  const prices = parts && newPrices(parts);
  const { id, number, customer, currency } = contract;
  const noticeBy = draft?.noticeBy ?? step.noticeBy;
  return {
    contract: { id, number, customer, currency },
    step,
    standing: standingOf(
      {
        draftNoticeBy: draft?.noticeBy ?? null,
        isValueMissing,
        isUnclear: problem !== null,
        hasNewPrices: prices !== null && isAnyNew(prices),
      },
      today,
    ),
    daysLeft: Math.round((Date.parse(noticeBy) - Date.parse(today)) / MS_PER_DAY),
    indexes,
    appliedFactor: parts?.[0]?.appliedFactor ?? null,
    mrrBefore: prices && monthlyBy(terms, prices, 'before', step.effectiveOn),
    mrrAfter: prices && monthlyBy(terms, prices, 'after', step.effectiveOn),
    amendmentId: draft?.amendmentId ?? null,
    problem: problem === null || isValueMissing ? null : problem.code,
  };
}
