import type { Exact } from '#platform/domain';
import type { Span } from '../../windows/spans.js';

/** What a step between readings is called when it is shown. */
export type StepKind =
  'normal' | 'declared_reset' | 'replacement' | 'rollover' | 'split' | 'unexplained' | 'held';

/** Why a quantity is held. */
export type ExceptionCode = 'unexplained_fall' | 'implausible' | 'flow_while_off' | 'calibration_expired';

/** A quantity in one interval, with what it rests on. */
export interface Piece {
  readonly interval: number;
  /** Null where nobody knows it. */
  readonly quantity: Exact | null;
  readonly standing: 'measured' | 'estimated' | 'held';
  /** Null for what is no step between readings. */
  readonly kind: StepKind | null;
  readonly exception: PieceException | null;
}

export interface PieceException {
  readonly code: Exclude<ExceptionCode, 'calibration_expired'>;
  /** What the readings would mean if they were believed; null when they mean nothing. */
  readonly implied: Exact | null;
}

/** What readings give: pieces in the order of time, and of which time they say something. */
export interface Derived {
  readonly pieces: readonly Piece[];
  /** An interval that shares time with these and has no piece is known to hold nothing. */
  readonly known: readonly Span[];
  /** Whether no piece at all means that there was nothing; a counter that nobody read tells nothing. */
  readonly isComplete: boolean;
}
