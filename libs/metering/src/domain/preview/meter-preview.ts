import type { ExceptionCode, StepKind } from './pieces/piece.js';

/**
 * `held`: an exception leaves no quantity, or the certificate has expired; `unknown`: there is nothing to derive from.
 */
export type MeterPreviewState = 'measured' | 'estimated' | 'held' | 'unknown';

export interface MeterPreviewException {
  readonly code: ExceptionCode;
  /** Decimal: what the readings would mean if they were believed; null when they mean nothing. */
  readonly implied: string | null;
  /** The last day of an expired certificate. */
  readonly since: string | null;
  /** What puts it right. */
  readonly action: 'needs_exchange_record' | 'check_non_return_valve' | null;
}

/** What a meter measured in a period, and how that came about. Decimals are strings in the unit of the quantity. */
export interface MeterPreview {
  readonly quantity: string | null;
  readonly state: MeterPreviewState;
  readonly flags: readonly 'contains_estimate'[];
  /** Steps of the period, exact; a quantity that nobody knows is null. */
  readonly steps: readonly { readonly kind: StepKind; readonly quantity: string | null }[];
  /** The quantity of each window; null when no windows were asked for, or for one of which nothing is known. */
  readonly windows: readonly (string | null)[] | null;
  readonly heldQuantity: string;
  readonly estimatedQuantity: string;
  /** What readings were multiplied by, reference conditions included. */
  readonly factor: string;
  readonly exceptions: readonly MeterPreviewException[];
  readonly accepted: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
}
