import type { UsableReading } from '../steps/counter-reading.js';
import type { Opening } from '../evidence/evidence-hash.js';
import type { DecisionChoice, ExceptionKind, UsageException } from '../decisions/meter-exception.js';

/** Facts about a period that hold nothing back but that whoever pays or bills should know. */
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

/** Why a quantity is held, or what to know about it. Instants are ISO 8601 UTC; decimals are strings. */
export interface UsageReason {
  readonly code: ExceptionKind | NoteCode;
  /** Whether it keeps a quantity from being billed. */
  readonly holds: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromValue: string | null;
  readonly toValue: string | null;
  /** Held or bridged quantity; null where nobody knows it. */
  readonly quantity: string | null;
  readonly count?: number;
  /** What somebody decided about it; absent where nobody did. */
  readonly decision?: {
    readonly id: string;
    readonly choice: DecisionChoice;
    /** Decimal. */
    readonly billed: string | null;
  };
}

/** A half hour of a local day: what the counter did in it. */
export interface HalfHour {
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** The counter at its start: the last reading at or before it. Null before the first. */
  readonly fromValue: string | null;
  /** The counter at its end; as `fromValue` when nothing was read in it. */
  readonly toValue: string | null;
  readonly quantity: string;
  readonly heldQuantity: string;
  readonly readingCount: number;
  /** What a reader should notice first: held, estimated, unbilled, gap, in this order; `empty` when nothing was read in it. */
  readonly kind: 'normal' | 'estimated' | 'unbilled' | 'gap' | 'held' | 'empty';
}

export interface DayUsage {
  /** `YYYY-MM-DD` in the contract's zone. */
  readonly day: string;
  readonly quantity: string;
  readonly heldQuantity: string;
  readonly readingCount: number;
  readonly hash: string;
}

/** `held`: the counter moved, but no part of it can be billed. `unknown`: there is nothing to derive from. */
export type UsageState = 'measured' | 'held' | 'unknown';

/** What a meter used in a period, derived from its readings. Decimals are strings in the meter's unit. */
export interface Usage {
  readonly ruleVersion: number;
  readonly state: UsageState;
  /** What may be billed; null unless measured. */
  readonly quantity: string | null;
  /** What the counter says beyond it, held with a reason. A fall holds an unknown quantity and adds nothing here. */
  readonly heldQuantity: string;
  /** What of the quantity is estimated. */
  readonly estimatedQuantity: string;
  /** What the counter says and nobody is billed for: service, test runs, and what somebody decided to ignore. */
  readonly unbilledQuantity: string;
  /** Seconds of the period of which nobody knows what was used. */
  readonly unknownSeconds: number;
  readonly reasons: readonly UsageReason[];
  /** What somebody has to look at, or has decided. */
  readonly exceptions: readonly UsageException[];
  /** From where each stretch of counting began: with days' hashes all that the period's hash is made of. */
  readonly openings: readonly Opening[];
  /** For each stretch of counting the first reading after it, where the step that leads to it is divided; else null. */
  readonly closings: readonly (UsableReading | null)[];
  /** That of the last stretch. */
  readonly closing: UsableReading | null;
  readonly startValue: string | null;
  readonly endValue: string | null;
  /** Readings that made it, without the one before its start. */
  readonly readingCount: number;
  readonly days: readonly DayUsage[];
  readonly halfHours: readonly HalfHour[];
  readonly hash: string;
}
