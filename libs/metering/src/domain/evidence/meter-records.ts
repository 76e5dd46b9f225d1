import type { MeterDecision } from '../decisions/meter-exception.js';
import type { RegisterChange } from '../steps/registers.js';
import type { Span } from '../windows/spans.js';

/** Value of a register at an instant (milliseconds since 1970 UTC), decimal. */
export interface OpeningValue {
  readonly at: number;
  readonly value: string;
}

/** A period in which a machine or a meter was serviced or tested, so that its usage is not billed. */
export interface UnbilledTime extends Span {
  readonly kind: 'service' | 'test_run';
}

/**
 * Everything that a meter's usage depends on besides its readings: records made by people, and other signals. Each list
 * except `decisions` is in chronological order.
 */
export interface MeterRecords {
  readonly changes: readonly RegisterChange[];
  /** Without overlap. */
  readonly unbilled: readonly UnbilledTime[];
  /** Spans after the first calibration certificate in which no certificate is valid; without overlap. */
  readonly uncertified: readonly Span[];
  /** Spans in which every machine that feeds the meter was off; without overlap. */
  readonly off: readonly Span[];
  readonly decisions: readonly MeterDecision[];
  /**
   * Spans with an estimate instead of readings, in chronological order and without overlap. Absent for billed usage.
   */
  readonly estimated?: readonly Span[];
}

/** Adds the register's value at the time of the contract's migration. */
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
