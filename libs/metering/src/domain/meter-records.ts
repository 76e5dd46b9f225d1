import type { MeterDecision } from './meter-exception.js';
import type { RegisterChange } from './registers.js';
import type { Span } from './spans.js';

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
}

export const NO_RECORDS: MeterRecords = {
  changes: [],
  unbilled: [],
  uncertified: [],
  off: [],
  decisions: [],
};
