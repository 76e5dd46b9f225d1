import type { MeterFields } from '#contracts';
import type { Transaction } from '#platform';
import { lockSweep } from '#telemetry';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import { deriveUsage } from '../domain/usage/derive-usage.js';
import { boundingReadings, type MeteredPeriod } from '../domain/usage/metered-period.js';
import { evidenceSpan } from '../domain/evidence/evidence-span.js';
import { type MeterRecords, withOpening } from '../domain/evidence/meter-records.js';
import { findClosings } from './closing-readings.js';
import type { DerivedUsage } from '../domain/evidence/known-usage.js';
import { counterOf, machineOf, type MeterMonth, openingOf, windowsOf } from './metered-contract.js';
import { lockRecordsShared, findAllOff, findRecords, findLastRecords } from '../decisions/records.queries.js';
import { readInBatches } from './readings-in-batches.js';
import { findCoverages } from '../decisions/coverages.queries.js';

/** All inputs of usage. */
export interface GatheredMonth {
  readonly meter: MeterFields;
  readonly period: MeteredPeriod;
  readonly readings: readonly CounterReading[];
  readonly records: MeterRecords;
  readonly lastRecord: string | null;
  /** As in `Closing`. */
  readonly lookedTo: number | null;
}

/**
 * Reads the inputs of meters' months as of a cutoff. The inputs are known up to the receipt time of the last reading
 * found, not up to the cutoff. Otherwise a reading that ingest received before the cutoff but commits later would be
 * missed, and the usage could not be derived again. Records are numbered in the order of their commits, and none can
 * be added until this transaction ends.
 * @param cutoff readings received at this instant or later, and records made after it, are ignored
 * @returns batches that fit into memory, each month with its index in `wanted`
 */
export async function* gatherMonths(
  tx: Transaction,
  wanted: readonly MeterMonth[],
  cutoff: Date,
): AsyncGenerator<(GatheredMonth & { readonly place: number })[]> {
  if (wanted.length === 0) return;
  await lockRecordsShared(tx);
  // Readings used now must still exist when the retention hold is placed on them.
  await lockSweep(tx);
  const { placements, otherCoverages } = await findCoverages(tx, wanted, cutoff);
  const meters = wanted.map(({ contract, meter }) => ({ ...meter, machineId: machineOf(contract, meter) }));
  const last = await findLastRecords(tx, meters, cutoff);
  const windows = wanted.map(
    (month, place) => month.windows ?? windowsOf(month, placements, otherCoverages[place]),
  );
  const sources = wanted.map(({ contract, meter }, place) => ({
    source: counterOf(contract, meter),
    windows: windows[place]!,
  }));
  const asOf = cutoff.getTime();
  for await (const batch of readInBatches(tx, sources, asOf)) {
    const gathered = [];
    const known = [];
    for (const { place, readings } of batch) {
      const { records, unchecked } = await findRecords(
        tx,
        meters[place]!,
        wanted[place]!.contract.zone,
        last[place]!,
      );
      known.push({
        ...sources[place]!,
        meter: meters[place]!,
        place,
        inside: readings,
        records: withOpening(records, openingOf(wanted[place]!.contract, wanted[place]!.meter)),
        unchecked,
      });
    }
    const closings = await findClosings(tx, known, asOf);
    for (const [index, { place, inside, records, unchecked }] of known.entries()) {
      const { contract, meter, month } = wanted[place]!;
      const { readings: closing, lookedTo } = closings[index]!;
      const readings = [...inside, ...closing];
      const lastReceived = readings.reduce(
        (latest, { receivedAt }) => Math.max(latest, receivedAt),
        -Infinity,
      );
      const knownUntil = readings.length === 0 ? asOf : lastReceived + 1;
      const off = await findAllOff(tx, contract, meter, windows[place]!, unchecked, asOf);
      gathered.push({
        place,
        meter,
        period: {
          zone: contract.zone,
          from: month.from,
          to: month.to,
          windows: windows[place]!,
          knownUntil,
          asOf,
        },
        readings,
        records: { ...records, off },
        lastRecord: last[place]!,
        lookedTo,
      });
    }
    yield gathered;
  }
}

/** Reads the inputs of one month. */
export async function gatherMonth(tx: Transaction, month: MeterMonth, cutoff: Date): Promise<GatheredMonth> {
  for await (const [gathered] of gatherMonths(tx, [month], cutoff)) return gathered!;
  throw new Error('The inputs of a requested month were not loaded');
}

export function deriveMonth({ lookedTo, ...gathered }: GatheredMonth): DerivedUsage {
  const { meter, period, readings, records, lastRecord } = gathered;
  return {
    meter,
    usage: deriveUsage(readings, meter, period, records),
    period,
    evidence: evidenceSpan(period.windows, readings),
    lastRecord,
    off: records.off,
    lookedTo,
    bounding: boundingReadings(period.windows, readings),
  };
}
