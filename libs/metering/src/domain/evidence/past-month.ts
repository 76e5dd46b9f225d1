import type { UsageState } from '../usage/usage.js';

/** The usage of a meter in a month. Decimals are strings. */
export interface PastMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly state: UsageState;
  /** Null unless measured, because a month without readings is unknown. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly estimatedQuantity: string;
  /** Number of seconds of the month with unknown usage. */
  readonly unknownSeconds: number;
  readonly seconds: number;
  /**
   * `stored`: stored usage of a contract. `derived`: calculated from readings now. `removed`: the readings were
   * deleted.
   */
  readonly source: 'stored' | 'derived' | 'removed';
}

/**
 * Reports a month as unknown instead of zero if usage is unknown for the whole month, for example for a level that was
 * first read at the month's last instant.
 */
export function markUnknown(month: PastMonth): PastMonth {
  return month.unknownSeconds < month.seconds ? month : { ...month, state: 'unknown', quantity: null };
}
