import type { Exact } from '#platform/domain';
import type { Span } from '../../windows/spans.js';

/** Kinds of steps between readings, for display. */
export type StepKind =
  'normal' | 'declared_reset' | 'replacement' | 'rollover' | 'split' | 'unexplained' | 'held';

/** Why a quantity is on hold. */
export type ExceptionCode = 'unexplained_fall' | 'implausible' | 'flow_while_off' | 'calibration_expired';

/** A quantity in one interval, with its basis. */
export interface Piece {
  readonly interval: number;
  /** Null if unknown. */
  readonly quantity: Exact | null;
  readonly standing: 'measured' | 'estimated' | 'held';
  /** Null if it is not a step between readings. */
  readonly kind: StepKind | null;
  readonly exception: PieceException | null;
}

export interface PieceException {
  readonly code: Exclude<ExceptionCode, 'calibration_expired'>;
  /** The quantity if the readings were trusted; null if they imply none. */
  readonly implied: Exact | null;
}

/** The result of readings: pieces in chronological order, and the time that they cover. */
export interface Derived {
  readonly pieces: readonly Piece[];
  /** An interval that overlaps these spans and has no piece is zero. */
  readonly known: readonly Span[];
  /** Whether no piece at all means zero; for a counter without readings it means unknown. */
  readonly isComplete: boolean;
}
