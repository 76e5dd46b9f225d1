import { Exact } from '#platform';
import { QUALITY, type UsableReading } from '../counter-reading.js';
import type { MeterReading, RegisterChange } from './meter-definition.js';

/** A value of a register: a reading, or what a declared reset or an exchange says of it. */
export interface RegisterValue extends UsableReading {
  readonly isEstimated: boolean;
  /** The change that the value is the end or the beginning of; null for a reading. */
  readonly change: RegisterChange | null;
}

/**
 * Cuts a counter's readings where its register changed, so that each part is read alone. A change at the instant of a reading
 * comes before it (doors.md). What a change says of its registers takes part as their last and first value.
 *
 * @param readings of one counter, by time
 * @param changes by time
 */
export function registersOf(
  readings: readonly MeterReading[],
  changes: readonly RegisterChange[],
): RegisterValue[][] {
  const values = readings.flatMap((reading, index): RegisterValue[] =>
    reading.value === null ? [] : [toValue(reading, reading.value, index)],
  );
  const registers: RegisterValue[][] = [];
  let begun: RegisterValue[] = [];
  let position = 0;
  for (const change of changes) {
    const register = begun;
    while (position < values.length && values[position]!.at < change.at) register.push(values[position++]!);
    if (change.final !== null) register.push(valueOfChange(change, change.at, change.final));
    registers.push(register);
    // Found at a reading, a change happened at some time since the one before: the counter had that long to move.
    const isFoundAtReading = values[position]?.at === change.at;
    const since = isFoundAtReading ? (values[position - 1]?.at ?? change.at) : change.at;
    begun = [valueOfChange(change, since, change.initial)];
  }
  registers.push([...begun, ...values.slice(position)]);
  return registers.map(withoutCancelledEstimates);
}

/** An estimate above the next actual reading is cancelled, as it would be taken for a fall (billing.md, section 6). */
function withoutCancelledEstimates(values: readonly RegisterValue[]): RegisterValue[] {
  let nextActual: Exact | null = null;
  return values
    .toReversed()
    .filter((value) => {
      if (value.isEstimated) return nextActual === null || nextActual.gte(value.value);
      nextActual = new Exact(value.value);
      return true;
    })
    .reverse();
}

const toValue = (reading: MeterReading, value: string, index: number): RegisterValue => ({
  at: reading.at,
  seq: String(index),
  receivedAt: reading.receivedAt ?? reading.at,
  timeSource: 0,
  quality: QUALITY.good,
  value,
  isEstimated: reading.isEstimated,
  change: null,
});

const valueOfChange = (change: RegisterChange, at: number, value: string): RegisterValue => ({
  at,
  seq: '-1',
  receivedAt: change.at,
  timeSource: 0,
  quality: QUALITY.good,
  value,
  isEstimated: false,
  change,
});
