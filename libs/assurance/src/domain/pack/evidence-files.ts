import type { EvidenceReading, HalfHour } from '#metering/domain';
import { csvLine, csvRow } from '#platform/domain';
import { type ChainedRow, compareReceipt } from './chain.js';

const QUALITIES = ['good', 'uncertain', 'bad', 'stale'];
const iso = (at: number): string => new Date(at).toISOString();

const READINGS_HEAD = ['received_at', 'device_time', 'seq', 'time_source', 'value', 'quality', 'use'];
const STEPS_HEAD = ['from', 'to', 'from_value', 'to_value', 'quantity', 'held_quantity', 'readings', 'kind'];

/** Returns a meter's readings in the order of receipt. */
export function receivedRows(meter: string, readings: readonly EvidenceReading[]): ChainedRow[] {
  return readings
    .map(({ receivedAt, at, seq, timeSource, value, quality, use }) => ({
      receivedAt,
      at,
      seq,
      meter,
      row: csvRow([
        iso(receivedAt),
        iso(at),
        seq,
        timeSource === 0 ? 'device' : 'arrival',
        value,
        QUALITIES[quality] ?? quality,
        use,
      ]),
    }))
    .sort(compareReceipt);
}

/** Yields the file of a meter's readings in pieces. */
export function* readingsFile(rows: readonly ChainedRow[]): Generator<string> {
  yield csvLine(READINGS_HEAD);
  for (const { row } of rows) yield `${row}\r\n`;
}

/** Yields the file of a meter's half-hour steps in pieces. */
export function* stepsFile(halfHours: readonly HalfHour[]): Generator<string> {
  yield csvLine(STEPS_HEAD);
  for (const step of halfHours)
    yield csvLine([
      iso(step.from),
      iso(step.to),
      step.fromValue,
      step.toValue,
      step.quantity,
      step.heldQuantity,
      step.readingCount,
      step.kind,
    ]);
}
