import type { UsageState } from './usage.js';

/** What a counter counted in a month. Decimals are strings. */
export interface CounterMonth {
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
