import type { ExceptionCode, StepKind } from './pieces/piece.js';

/** `held`: an exception leaves no quantity, or the certificate has expired; `unknown`: there is no data. */
export type MeterPreviewState = 'measured' | 'estimated' | 'held' | 'unknown';

export interface MeterPreviewException {
  readonly code: ExceptionCode;
  /** Decimal: the quantity according to the readings; null if the readings imply no quantity. */
  readonly implied: string | null;
  /** The last day of an expired certificate. */
  readonly since: string | null;
  /** Action that resolves the exception. */
  readonly action: 'needs_exchange_record' | 'check_non_return_valve' | null;
}

/** The quantity of a meter in a period, with its calculation. Decimals are strings in the quantity's unit. */
export interface MeterPreview {
  readonly quantity: string | null;
  readonly state: MeterPreviewState;
  readonly flags: readonly 'contains_estimate'[];
  /** Steps of the period, with the decimals of stored quantities; an unknown quantity is null. */
  readonly steps: readonly { readonly kind: StepKind; readonly quantity: string | null }[];
  /** Quantity of each window; null if no windows were requested, and null for an unknown window. */
  readonly windows: readonly (string | null)[] | null;
  readonly heldQuantity: string;
  readonly estimatedQuantity: string;
  /** The factor applied to readings, including that of the reference conditions. */
  readonly factor: string;
  readonly exceptions: readonly MeterPreviewException[];
  readonly accepted: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
}
