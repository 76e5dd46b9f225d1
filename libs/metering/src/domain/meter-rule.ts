/**
 * The version of the rules by which usage is derived. It is stored with every derived quantity, and goes up when a change
 * could give another quantity for the same readings.
 */
export const RULE_VERSION = 2;

/** How a contract reads a counter. Decimals are strings; quantities are in the meter's unit. */
export interface MeterRule {
  /** The value at which the counter starts again from zero; null when it is not known. */
  readonly modulus: string | null;
  /** More than this in an hour is not believed; null when the contract names no limit. */
  readonly maxRatePerHour: string | null;
  /** A silence longer than this is listed. */
  readonly maxGapMinutes: number;
  /**
   * Whether a fall that the modulus explains within the highest rate is counted; held for somebody to decide when false or
   * left out.
   */
  readonly countsRollover?: boolean;
}
