import type { IndexStepEvidence } from '#contracts';
import { groupBy, type Transaction } from '#platform';
import type { ClauseFrom } from '#pricing';
import type { AuditedIndexStep } from '../domain/audit/audited-invoice.js';

interface SignedStep {
  readonly contractId: string;
  readonly stepOn: string;
  readonly effectiveOn: string;
  readonly notifiedOn: string;
  readonly draftedAt: Date;
  readonly country: string;
  readonly parts: IndexStepEvidence['parts'];
}

interface RecordedIndexValue {
  readonly series: string;
  readonly month: string;
  readonly value: string;
  readonly recordedAt: Date;
}

/**
 * Loads the signed index adjustments of contracts, by contract, with the index values that had been recorded by the
 * time each adjustment was drafted. A value corrected later affects the next adjustment only.
 * @param clauses the index clauses of each contract, in chronological order
 */
export async function loadIndexSteps(
  tx: Transaction,
  clauses: ReadonlyMap<string, readonly ClauseFrom[]>,
): Promise<Map<string, AuditedIndexStep[]>> {
  if (clauses.size === 0) return new Map();
  const steps: SignedStep[] = await tx.manager.query(
    `select a.contract_id as "contractId", a.step_on::text as "stepOn", a.effective_on::text as "effectiveOn",
            a.accepted_on::text as "notifiedOn", a.drafted_at as "draftedAt", e.country, a.index_step -> 'parts' as parts
       from contract_amendment a
       join contract c on c.maker_id = a.maker_id and c.id = a.contract_id
       join legal_entity e on e.maker_id = c.maker_id and e.id = c.legal_entity_id
      where a.maker_id = $1 and a.contract_id = any($2) and a.step_on is not null and a.signed_at is not null`,
    [tx.scope.makerId, [...clauses.keys()]],
  );
  const stepsWithClause = steps.map((step) => ({
    step,
    clause: clauseOn(clauses.get(step.contractId)!, step.stepOn),
  }));
  const names = stepsWithClause.flatMap(({ step: { country }, clause }) =>
    (clause?.series ?? []).flatMap((key) => [key, `${country}_${key}`]),
  );
  const recordedValues = await loadIndexValues(tx, names);
  const audited = stepsWithClause.map(
    ({ step, clause }): AuditedIndexStep & Pick<SignedStep, 'contractId'> => {
      const { contractId, stepOn, effectiveOn, notifiedOn, draftedAt, country, parts } = step;
      const known = recordedValues.filter(({ recordedAt }) => recordedAt <= draftedAt);
      return {
        contractId,
        stepOn,
        effectiveOn,
        notifiedOn,
        clause,
        parts,
        values: (clause?.series ?? []).flatMap((key) => latestValues(key, `${country}_${key}`, known)),
      };
    },
  );
  return groupBy(audited, ({ contractId }) => contractId);
}

/** Returns the clause that applies on a day. The first clause also applies to the days before it starts. */
function clauseOn(clauses: readonly ClauseFrom[], day: string): AuditedIndexStep['clause'] {
  return (clauses.findLast(({ from }) => from <= day) ?? clauses[0])?.clause ?? null;
}

/** Returns the latest recorded value of each month. The series of the seller's country takes precedence. */
function latestValues(
  key: string,
  own: string,
  recordedValues: readonly RecordedIndexValue[],
): AuditedIndexStep['values'] {
  const values = new Map<string, string>();
  for (const series of [key, own])
    for (const { month, value } of recordedValues.filter((one) => one.series === series))
      values.set(month, value);
  return [...values].map(([month, value]) => ({ key, month, value }));
}

/** Loads index values in the order in which they were recorded. */
async function loadIndexValues(tx: Transaction, series: readonly string[]): Promise<RecordedIndexValue[]> {
  if (series.length === 0) return [];
  return tx.manager.query(
    `select series, to_char(month, 'YYYY-MM') as month, trim_scale(value)::text as value, recorded_at as "recordedAt"
       from price_index where maker_id = $1 and series = any($2) order by recorded_at, id`,
    [tx.scope.makerId, [...new Set(series)]],
  );
}
