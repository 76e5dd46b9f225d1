import type { MeterDecision } from '../decisions/meter-exception.js';
import type { RegisterChange } from '../steps/registers.js';
import type { Span } from '../windows/spans.js';

/** What a register showed at an instant (milliseconds since 1970 UTC), decimal. */
export interface OpeningValue {
  readonly at: number;
  readonly value: string;
}

/** A time in which a machine or a meter was serviced or tested: its usage is not billed. */
export interface UnbilledTime extends Span {
  readonly kind: 'service' | 'test_run';
}

/**
 * What people recorded of a counter, and what other signals say of it: all that its usage is derived from beside its own
 * readings. Each list is in order of time.
 */
export interface MeterRecords {
  readonly changes: readonly RegisterChange[];
  /** Without overlap. */
  readonly unbilled: readonly UnbilledTime[];
  /** When no calibration certificate covers the meter although there was one; without overlap. */
  readonly uncertified: readonly Span[];
  /** When every machine that feeds the meter stood still; without overlap. */
  readonly off: readonly Span[];
  readonly decisions: readonly MeterDecision[];
  /** Times for which somebody put an estimate in place of readings, by time and without overlap. Absent of what is billed. */
  readonly estimated?: readonly Span[];
}

/** With what the register showed when the contract was taken over. */
export function withOpening(records: MeterRecords, opening: OpeningValue | null): MeterRecords {
  if (opening === null) return records;
  const change: RegisterChange = { type: 'opening', at: opening.at, final: null, initial: opening.value };
  const [before, after] = [(at: number) => at < opening.at, (at: number) => at >= opening.at];
  const { changes } = records;
  return {
    ...records,
    changes: [...changes.filter(({ at }) => before(at)), change, ...changes.filter(({ at }) => after(at))],
  };
}

export const NO_RECORDS: MeterRecords = {
  changes: [],
  unbilled: [],
  uncertified: [],
  off: [],
  decisions: [],
};
