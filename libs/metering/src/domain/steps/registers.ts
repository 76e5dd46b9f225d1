import { Exact } from '#platform/domain';
import { QUALITY, type UsableReading } from './counter-reading.js';

/**
 * From here on another register counts: the same one set anew, or another meter; or what a register showed when somebody else billed
 * it for the last time (`opening`). Its values are decimals.
 */
export interface RegisterChange {
  readonly type: 'declared_reset' | 'exchange' | 'opening';
  readonly at: number;
  /** What the old register showed last; null when nobody read it. */
  readonly final: string | null;
  /** What the new register began with. */
  readonly initial: string;
}

/** A value of a register: a reading, or what a declared reset or an exchange says of it. */
export interface RegisterValue extends UsableReading {
  /** The change that the value is the end or the beginning of; a reading has none. */
  readonly change?: RegisterChange;
}

/**
 * Cuts a counter's values where its register changed, so that each part is read alone. A change at the instant of a reading
 * comes before it (doors.md). What a change says of its registers takes part as their last and first value.
 *
 * @param values of one counter, by time
 * @param changes by time
 */
export function registersOf(
  values: readonly RegisterValue[],
  changes: readonly RegisterChange[],
): RegisterValue[][] {
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

/** An estimate above the next actual reading is cancelled, as it would be taken for a fall (docs/rules/metering.md#estimates). */
function withoutCancelledEstimates(values: readonly RegisterValue[]): RegisterValue[] {
  if (!values.some(({ isEstimated }) => isEstimated)) return [...values];
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

const valueOfChange = (change: RegisterChange, at: number, value: string): RegisterValue => ({
  at,
  seq: '-1',
  receivedAt: change.at,
  timeSource: 0,
  quality: QUALITY.good,
  value,
  change,
});
