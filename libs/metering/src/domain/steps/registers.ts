import { Exact } from '#platform/domain';
import { QUALITY, type UsableReading } from './counter-reading.js';

/**
 * A change to another register: a reset register, another meter, or the register's value when the contract was last
 * billed elsewhere (`opening`). Its values are decimals.
 */
export interface RegisterChange {
  readonly type: 'declared_reset' | 'exchange' | 'opening';
  readonly at: number;
  /** The last value of the old register; null if it was not read. */
  readonly final: string | null;
  /** The first value of the new register. */
  readonly initial: string;
}

/** A value of a register: a reading, or a value stated by a register change. */
export interface RegisterValue extends UsableReading {
  /** The change that states this value as its final or initial value; absent for a reading. */
  readonly change?: RegisterChange;
}

/**
 * Splits a counter's values where its register changed, so that each register is evaluated separately. A change at the
 * instant of a reading is placed before the reading. The result includes the final and initial register values of
 * changes.
 *
 * @param values of one counter, in chronological order
 * @param changes in chronological order
 */
export function splitRegisters(
  values: readonly RegisterValue[],
  changes: readonly RegisterChange[],
): RegisterValue[][] {
  const registers: RegisterValue[][] = [];
  let current: RegisterValue[] = [];
  let position = 0;
  for (const change of changes) {
    const register = current;
    while (position < values.length && values[position]!.at < change.at) register.push(values[position++]!);
    if (change.final !== null) register.push(valueOfChange(change, change.at, change.final));
    registers.push(register);
    // A change at the instant of a reading may have happened at any time since the previous reading, so the counter
    // had that whole time to move.
    const isFoundAtReading = values[position]?.at === change.at;
    const since = isFoundAtReading ? (values[position - 1]?.at ?? change.at) : change.at;
    current = [valueOfChange(change, since, change.initial)];
  }
  registers.push([...current, ...values.slice(position)]);
  return registers.map(withoutCancelledEstimates);
}

/**
 * Removes estimates above the next actual reading, which would look like a decrease (docs/rules/metering.md#estimates).
 */
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
