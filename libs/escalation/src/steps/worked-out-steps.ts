import { type ContractHistory, type IndexStepPart } from '#contracts';
import { DomainError, type Transaction } from '#platform';
import type { IndexClause, IndexStep } from '#pricing';
import { type IndexMovement, planStep, workOutPart } from '../domain/index-step-plan.js';
import {
  indexMovements,
  type IndexQuestion,
  type IndexReading,
  sellerCountries,
} from './index-values.queries.js';

/** A step of a contract's index clause. */
export interface StepToWorkOut {
  readonly history: ContractHistory;
  readonly clause: IndexClause;
  readonly step: IndexStep;
}

/** The result of a step by the recorded values. */
export interface WorkedOutStep {
  readonly indexes: readonly IndexMovement[];
  /** Null while a value is missing, or if the terms can't be applied. */
  readonly parts: readonly IndexStepPart[] | null;
  /** Why there are no parts. */
  readonly problem: DomainError | null;
}

/** Calculates steps in the given order. Stores nothing. @param reading `latest` only for forecasts */
export async function workOutSteps(
  tx: Transaction,
  steps: readonly StepToWorkOut[],
  reading: IndexReading = 'own',
): Promise<WorkedOutStep[]> {
  const countries = await sellerCountries(
    tx,
    steps.map(({ history }) => history.contract.id),
  );
  const planned = steps.map(({ history, clause, step }) => {
    const parts = planStep(clause, step, history).map((part) => ({
      part,
      questions: clause.series.map((key): IndexQuestion => ({
        country: countries.get(history.contract.id)!,
        key,
        baseMonth: part.baseMonth,
        month: step.indexMonth,
      })),
    }));
    return { clause, currency: history.contract.currency, parts };
  });
  const movements = await indexMovements(
    tx,
    planned.flatMap(({ parts }) => parts.flatMap(({ questions }) => questions)),
    reading,
  );
  let at = 0;
  return planned.map(({ clause, currency, parts }) => {
    const known = parts.map(({ part, questions }) => {
      const indexes = movements.slice(at, at + questions.length);
      at += questions.length;
      return { part, indexes };
    });
    const indexes = known.flatMap((one) => one.indexes);
    try {
      const worked = known.map((one) => workOutPart(clause, one.part, one.indexes, currency));
      return { indexes, parts: worked, problem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { indexes, parts: null, problem: error };
    }
  });
}
