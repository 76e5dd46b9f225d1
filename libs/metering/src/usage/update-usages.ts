import type { Transaction } from '#platform';
import { lockSweep, holdEvidence } from '#telemetry';
import { deriveMonth, gatherMonths } from './derived-usage.js';
import type { DerivedUsage, StoredUsage } from '../domain/evidence/known-usage.js';
import { updateExceptionsOfUsages } from '../decisions/exceptions.store.js';
import { counterOf, type MeteredContract, type MeterMonth, openingOf } from './metered-contract.js';
import { lockRecordsShared } from '../decisions/records.queries.js';
import { findUnchanged, type RequestedUsage } from './unchanged-usage.js';
import { basisOf } from './usage-basis.js';
import { saveUsages } from './usage.store.js';

/**
 * Returns the current stored usage of meters' months as of a cutoff. Usage without new data is reused. All other usage
 * is derived again, in batches that fit into memory.
 * @returns usage in the order of `wanted`
 */
export async function updateUsages(
  tx: Transaction,
  wanted: readonly RequestedUsage[],
  cutoff: Date,
): Promise<StoredUsage[]> {
  if (wanted.length === 0) return [];
  await lockRecordsShared(tx);
  // Readings used now must still exist when the retention hold is placed on them.
  await lockSweep(tx);
  const current = await findUnchanged(tx, wanted, cutoff);
  const open = [...wanted.keys()].filter((place) => current[place] === null);
  const months = open.map((place) => wanted[place]!);
  for await (const batch of gatherMonths(tx, months, cutoff)) {
    const derived = batch.map((gathered) => ({
      contract: months[gathered.place]!.contract,
      derived: deriveMonth(gathered),
    }));
    const ids = await recordUsages(tx, derived);
    for (const [index, { place }] of batch.entries())
      current[open[place]!] = { usage: derived[index]!.derived.usage, usagePeriodId: ids[index]! };
  }
  return current as StoredUsage[];
}

/**
 * Returns the usage of meters' months as of a cutoff, like `updateUsages`, with its days. Stores nothing.
 * @returns usage in the order of `months`
 */
export async function previewUsages(
  tx: Transaction,
  months: readonly MeterMonth[],
  cutoff: Date,
): Promise<StoredUsage['usage'][]> {
  if (months.length === 0) return [];
  await lockRecordsShared(tx);
  await lockSweep(tx);
  const unchanged = await findUnchanged(
    tx,
    months.map((month) => ({ ...month, withDays: true })),
    cutoff,
  );
  const usages = unchanged.map((one) => one?.usage);
  const open = [...usages.keys()].filter((place) => usages[place] === undefined);
  const wanted = open.map((place) => months[place]!);
  for await (const batch of gatherMonths(tx, wanted, cutoff))
    for (const gathered of batch) {
      const { halfHours: _halfHours, ...usage } = deriveMonth(gathered).usage;
      usages[open[gathered.place]!] = usage;
    }
  return usages as StoredUsage['usage'][];
}

interface ContractUsage {
  readonly contract: MeteredContract;
  readonly derived: DerivedUsage;
}

/**
 * Stores usage with its exceptions as the current versions, and places a retention hold on the readings from which the
 * usage was derived.
 * @returns the ids of the current versions, in order
 */
export async function recordUsages(tx: Transaction, usages: readonly ContractUsage[]): Promise<string[]> {
  const toUsageKey = ({ contract, derived }: ContractUsage) => ({
    contractId: contract.id,
    customerId: contract.customerId,
    meterId: derived.meter.id,
    from: derived.period.from,
  });
  const ids = await saveUsages(
    tx,
    usages.map((one) => {
      const { meter, usage, period, lastRecord, off, lookedTo, bounding } = one.derived;
      const { zone, windows, to, knownUntil, asOf = knownUntil } = period;
      const opening = openingOf(one.contract, meter);
      const basis = basisOf(meter, { zone, windows, lastRecord, off, opening, bounding });
      return { record: { ...toUsageKey(one), to, knownUntil, asOf, lookedTo, basis }, usage };
    }),
  );
  await updateExceptionsOfUsages(
    tx,
    usages.map((one) => ({ ...toUsageKey(one), found: one.derived.usage.exceptions })),
  );
  await holdEvidence(
    tx,
    usages.flatMap(({ contract, derived: { meter, evidence: span } }, index) =>
      span ? [{ usagePeriodId: ids[index]!, ...counterOf(contract, meter), span }] : [],
    ),
  );
  return ids;
}
