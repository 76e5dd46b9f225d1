import type { UsageState } from '../usage/usage.js';

/** What a meter measured in a month. Decimals are strings. */
export interface PastMonth {
  /** `YYYY-MM` */
  readonly month: string;
  readonly state: UsageState;
  /** Null unless measured: of a month without readings nobody knows anything. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly estimatedQuantity: string;
  /** Seconds of the month of which nobody knows what was used. */
  readonly unknownSeconds: number;
  readonly seconds: number;
  /** `stored`: a usage that a contract has. `derived`: from readings, at once. `removed`: readings that are kept no more. */
  readonly source: 'stored' | 'derived' | 'removed';
}

/**
 * Of a month all of whose time is unknown nobody says zero: a level that was first read at the month's last instant tells of no
 * time in it.
 */
export function unlessUnknown(month: PastMonth): PastMonth {
  return month.unknownSeconds < month.seconds ? month : { ...month, state: 'unknown', quantity: null };
}
