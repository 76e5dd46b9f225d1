import type { MeterFields } from '#contracts';
import type { Transaction } from '#platform';
import { awaitSweep } from '#telemetry';
import type { ContractMonth } from './domain/contract-month.js';
import type { CounterReading } from './domain/counter-reading.js';
import { deriveUsage, type MeteredPeriod } from './domain/derive-usage.js';
import { type EvidenceSpan, evidenceSpan } from './domain/evidence-span.js';
import type { MeterRecords } from './domain/meter-records.js';
import type { Span } from './domain/spans.js';
import type { Usage } from './domain/usage.js';
import { counterOf, type MeteredContract, windowsOf } from './metered-contract.js';
import { awaitRecords, findAllOff, findRecords } from './records.queries.js';
import { readingsFor } from './usage.queries.js';

/** A usage as derived now, and what it was derived by. */
export interface DerivedUsage {
  readonly meter: MeterFields;
  readonly usage: Usage;
  readonly period: MeteredPeriod;
  /** Device times of all that was looked at, half-open; null where nothing counted. */
  readonly evidence: EvidenceSpan | null;
  /** The last record of the meter that was known. */
  readonly lastRecord: string | null;
  /** When every machine that feeds the meter stood still. */
  readonly off: readonly Span[];
}

/** All that a usage is derived from. */
export interface GatheredMonth {
  readonly meter: MeterFields;
  readonly period: MeteredPeriod;
  readonly readings: readonly CounterReading[];
  readonly records: MeterRecords;
  readonly lastRecord: string | null;
}

/**
 * Reads what a meter's month is derived from, by what is known at a mark. Known is what was received up to the last reading found,
 * not up to the mark: a reading that ingest received before it and commits after this would otherwise slip behind it, and the
 * usage could not be derived again. Records are numbered in the order of their commits, and nobody records until this transaction
 * ends.
 * @param knownBefore what was received at it or later is not looked at, nor what was recorded later
 */
export async function gatherMonth(
  tx: Transaction,
  contract: MeteredContract,
  meter: MeterFields,
  month: Pick<ContractMonth, 'from' | 'to'>,
  knownBefore: Date,
): Promise<GatheredMonth> {
  const windows = await windowsOf(tx, contract, meter, month);
  await awaitRecords(tx);
  // What is looked at now must still be there when it is held.
  await awaitSweep(tx);
  const asOf = knownBefore.getTime();
  const readings = await readingsFor(tx, counterOf(contract, meter), windows, asOf);
  const lastReceived = readings.reduce((last, { receivedAt }) => Math.max(last, receivedAt), -Infinity);
  const knownUntil = readings.length === 0 ? asOf : lastReceived + 1;
  const machineId = contract.devices.get(meter.deviceId)?.machineId ?? null;
  const known = await findRecords(tx, { ...meter, machineId }, contract.zone, {
    recordedUntil: knownBefore,
  });
  const off = await findAllOff(tx, contract, meter, windows, known.unchecked, asOf);
  return {
    meter,
    period: { zone: contract.zone, from: month.from, to: month.to, windows, knownUntil, asOf },
    readings,
    records: { ...known.records, off },
    lastRecord: known.last,
  };
}

export function deriveMonth({ meter, period, readings, records, lastRecord }: GatheredMonth): DerivedUsage {
  return {
    meter,
    usage: deriveUsage(readings, meter, period, records),
    period,
    evidence: evidenceSpan(period.windows, readings),
    lastRecord,
    off: records.off,
  };
}
