import type { Exact } from '#platform/domain';
import type { Span } from '../../windows/spans.js';

/** Kinds of steps between readings, for display. */
export type StepKind =
  'normal' | 'declared_reset' | 'replacement' | 'rollover' | 'split' | 'unexplained' | 'held';

/** Reasons why a quantity is on hold. */
export type ExceptionCode = 'unexplained_fall' | 'implausible' | 'flow_while_off' | 'calibration_expired';

/** A quantity in one interval, with its derivation. */
export interface Piece {
  readonly interval: number;
  /** Null if unknown. */
  readonly quantity: Exact | null;
  readonly standing: 'measured' | 'estimated' | 'held';
  /** Null if the piece is not a step between readings. */
  readonly kind: StepKind | null;
  readonly exception: PieceException | null;
}

export interface PieceException {
  readonly code: Exclude<ExceptionCode, 'calibration_expired'>;
  /** Quantity according to the readings; null if the readings imply no quantity. */
  readonly implied: Exact | null;
}

/** Pieces derived from readings, in chronological order, and the spans that they cover. */
export interface Derived {
  readonly pieces: readonly Piece[];
  /** Spans with known usage. An interval that overlaps such a span and has no piece has zero usage. */
  readonly known: readonly Span[];
  /** True if usage is zero where there are no pieces; false if it is unknown, as for a counter without readings. */
  readonly isComplete: boolean;
}
