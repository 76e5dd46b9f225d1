import type { Transaction } from '#platform';
import { awaitSweep, holdEvidence } from '#telemetry';
import { deriveMonth, gatherMonths } from './derived-usage.js';
import type { DerivedUsage, StoredUsage } from '../domain/evidence/known-usage.js';
import { followUsages } from '../decisions/exceptions.store.js';
import { counterOf, type MeteredContract, type MeterMonth, openingOf } from './metered-contract.js';
import { awaitRecords } from '../decisions/records.queries.js';
import { findUnchanged, type WantedUsage } from './unchanged-usage.js';
import { basisOf } from './usage-basis.js';
import { saveUsages } from './usage.store.js';

/**
 * Returns the stored, current usages of meters' months as of a cutoff. A usage without new data is reused; any other is
 * derived again, as many at once as fit into memory.
 * @returns usages in the order of `wanted`
 */
export async function settleUsages(
  tx: Transaction,
  wanted: readonly WantedUsage[],
  knownBefore: Date,
): Promise<StoredUsage[]> {
  if (wanted.length === 0) return [];
  await awaitRecords(tx);
  // Readings used now must still exist when they are put on a retention hold.
  await awaitSweep(tx);
  const settled = await findUnchanged(tx, wanted, knownBefore);
  const open = [...wanted.keys()].filter((place) => settled[place] === null);
  const months = open.map((place) => wanted[place]!);
  for await (const portion of gatherMonths(tx, months, knownBefore)) {
    const derived = portion.map((gathered) => ({
      contract: months[gathered.place]!.contract,
      derived: deriveMonth(gathered),
    }));
    const ids = await recordUsages(tx, derived);
    for (const [index, { place }] of portion.entries())
      settled[open[place]!] = { usage: derived[index]!.derived.usage, usagePeriodId: ids[index]! };
  }
  return settled as StoredUsage[];
}

/**
 * Returns the usages of meters' months as of a cutoff, like `settleUsages`, with their days. Stores nothing.
 * @returns usages in the order of `months`
 */
export async function lookAtUsages(
  tx: Transaction,
  months: readonly MeterMonth[],
  knownBefore: Date,
): Promise<StoredUsage['usage'][]> {
  if (months.length === 0) return [];
  await awaitRecords(tx);
  await awaitSweep(tx);
  const standing = await findUnchanged(
    tx,
    months.map((month) => ({ ...month, withDays: true })),
    knownBefore,
  );
  const usages = standing.map((one) => one?.usage);
  const open = [...usages.keys()].filter((place) => usages[place] === undefined);
  const wanted = open.map((place) => months[place]!);
  for await (const portion of gatherMonths(tx, wanted, knownBefore))
    for (const gathered of portion) {
      const { halfHours: _halfHours, ...usage } = deriveMonth(gathered).usage;
      usages[open[gathered.place]!] = usage;
    }
  return usages as StoredUsage['usage'][];
}

interface DerivedOfContract {
  readonly contract: MeteredContract;
  readonly derived: DerivedUsage;
}

/**
 * Stores usages as the current ones, with their exceptions, and puts the readings that they were derived from on a
 * retention hold.
 * @returns the ids of the current versions, in order
 */
export async function recordUsages(tx: Transaction, usages: readonly DerivedOfContract[]): Promise<string[]> {
  const about = ({ contract, derived }: DerivedOfContract) => ({
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
      return { record: { ...about(one), to, knownUntil, asOf, lookedTo, basis }, usage };
    }),
  );
  await followUsages(
    tx,
    usages.map((one) => ({ ...about(one), found: one.derived.usage.exceptions })),
  );
  await holdEvidence(
    tx,
    usages.flatMap(({ contract, derived: { meter, evidence: span } }, index) =>
      span ? [{ usagePeriodId: ids[index]!, ...counterOf(contract, meter), span }] : [],
    ),
  );
  return ids;
}
