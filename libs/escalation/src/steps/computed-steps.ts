import { type ContractHistory, type IndexStepPart } from '#contracts';
import { DomainError, type Transaction } from '#platform';
import type { IndexClause, IndexStep } from '#pricing';
import { type IndexMovement, planStep, computePart } from '../domain/index-step-plan.js';
import {
  findIndexMovements,
  type IndexQuery,
  type IndexReading,
  findSellerCountries,
} from './index-values.queries.js';

/** An adjustment of a contract's index clause. */
export interface StepToCompute {
  readonly history: ContractHistory;
  readonly clause: IndexClause;
  readonly step: IndexStep;
}

/** The result of an adjustment according to the recorded index values. */
export interface ComputedStep {
  readonly indexes: readonly IndexMovement[];
  /** Null while a value is missing, or if the terms can't be applied. */
  readonly parts: readonly IndexStepPart[] | null;
  /** Reason for missing parts. */
  readonly problem: DomainError | null;
}

/**
 * Calculates adjustments, and returns the results in the given order. Stores nothing.
 * @param reading `latest` only for previews
 */
export async function computeSteps(
  tx: Transaction,
  steps: readonly StepToCompute[],
  reading: IndexReading = 'own',
): Promise<ComputedStep[]> {
  const countries = await findSellerCountries(
    tx,
    steps.map(({ history }) => history.contract.id),
  );
  const planned = steps.map(({ history, clause, step }) => {
    const parts = planStep(clause, step, history).map((part) => ({
      part,
      questions: clause.series.map((key): IndexQuery => ({
        country: countries.get(history.contract.id)!,
        key,
        baseMonth: part.baseMonth,
        month: step.indexMonth,
      })),
    }));
    return { clause, currency: history.contract.currency, parts };
  });
  const movements = await findIndexMovements(
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
      const computed = known.map((one) => computePart(clause, one.part, one.indexes, currency));
      return { indexes, parts: computed, problem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { indexes, parts: null, problem: error };
    }
  });
}
