import type { UsableReading } from '../steps/counter-reading.js';
import type { Opening } from '../evidence/evidence-hash.js';
import type { DecisionChoice, ExceptionKind, UsageException } from '../decisions/meter-exception.js';

/** Facts about a period that put nothing on hold but matter to the customer or the maker. */
export type NoteCode =
  | 'gap'
  | 'rollover'
  | 'split'
  | 'began_at_first_reading'
  | 'no_readings'
  | 'silent_at_end'
  | 'readings_left_out'
  | 'service'
  | 'test_run'
  | 'estimated_before'
  | 'more_reasons';

/** Reason why a quantity is on hold, or a note about it. Instants are ISO 8601 UTC; decimals are strings. */
export interface UsageReason {
  readonly code: ExceptionKind | NoteCode;
  /** True if the reason prevents a quantity from being billed. */
  readonly holds: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromValue: string | null;
  readonly toValue: string | null;
  /** The quantity that the reason is about; null if unknown. */
  readonly quantity: string | null;
  readonly count?: number;
  /** The decision about the quantity; absent if there is none. */
  readonly decision?: {
    readonly id: string;
    readonly choice: DecisionChoice;
    /** Decimal. */
    readonly billed: string | null;
  };
}

/** A half hour of a local day. */
export interface HalfHour {
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** Counter at the start: the last reading at or before it. Null before the first reading. */
  readonly fromValue: string | null;
  /** Counter at the end; equals `fromValue` without a reading in between. */
  readonly toValue: string | null;
  readonly quantity: string;
  readonly heldQuantity: string;
  readonly readingCount: number;
  /**
   * The first of these kinds that applies: held, estimated, unbilled, gap. If none applies, `empty` without readings,
   * and otherwise `normal`.
   */
  readonly kind: 'normal' | 'estimated' | 'unbilled' | 'gap' | 'held' | 'empty';
}

export interface DayUsage {
  /** `YYYY-MM-DD` in the contract's time zone. */
  readonly day: string;
  readonly quantity: string;
  readonly heldQuantity: string;
  readonly readingCount: number;
  readonly hash: string;
}

/** `held`: the counter moved, but nothing can be billed. `unknown`: there is no data. */
export type UsageState = 'measured' | 'held' | 'unknown';

/** The usage of a meter in a period, derived from its readings. Decimals are strings in the meter's unit. */
export interface Usage {
  readonly ruleVersion: number;
  readonly state: UsageState;
  /** The billable quantity; null unless measured. */
  readonly quantity: string | null;
  /** Additional quantity on hold. A drop has an unknown quantity and adds nothing here. */
  readonly heldQuantity: string;
  /** Estimated part of the quantity. */
  readonly estimatedQuantity: string;
  /** Unbilled quantity: service, test runs, and quantities that a decision ignores. */
  readonly unbilledQuantity: string;
  /** Number of seconds of the period with unknown usage. */
  readonly unknownSeconds: number;
  readonly reasons: readonly UsageReason[];
  /** Exceptions that need or have a decision. */
  readonly exceptions: readonly UsageException[];
  /**
   * Start of each counting segment. The period's hash covers these starts, the readings that end divided steps, and the
   * days' hashes.
   */
  readonly openings: readonly Opening[];
  /**
   * For each counting segment, the first reading after the segment if the step to that reading is divided; null
   * otherwise.
   */
  readonly closings: readonly (UsableReading | null)[];
  /** The reading after the last segment if it ends a divided step; null otherwise. */
  readonly closing: UsableReading | null;
  readonly startValue: string | null;
  readonly endValue: string | null;
  /** Number of readings, excluding the one before the period. */
  readonly readingCount: number;
  readonly days: readonly DayUsage[];
  readonly halfHours: readonly HalfHour[];
  readonly hash: string;
}
