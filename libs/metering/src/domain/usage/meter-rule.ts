import type { UsageMethod } from '#contracts/domain';

const MINUTE_MS = 60_000;

/**
 * The version of the rules for deriving usage. It is stored with every derived quantity, and increases with every
 * change that can result in another quantity for the same readings.
 */
export const RULE_VERSION = 7;

/**
 * Methods by which readings are converted to a quantity. `event_sum`, where each reading contains a quantity, is only
 * for previews.
 */
export type MeteringMethod = UsageMethod | 'event_sum';

/** Rule by which a signal is metered. Decimals are strings; quantities are in the meter's unit. */
export interface MeterRule<Method extends MeteringMethod = MeteringMethod> {
  /** Method by which readings are converted to a quantity; the difference of a counter by default. */
  readonly method?: Method;
  /** Values that count: the states in which time is metered, or the events. If empty, every event counts. */
  readonly matches?: readonly string[];
  /**
   * For peak demand: the length of the intervals from each local midnight. The highest mean of an interval is billed.
   */
  readonly intervalMinutes?: number | null;
  /** Version of the rules that derived stored usage; the current version by default. */
  readonly version?: number;
  /** Factor from a unit of the readings to the quantity's unit; one if missing or null. */
  readonly factor?: string | null;
  /** The value at which the counter restarts at zero; null if unknown. */
  readonly modulus: string | null;
  /**
   * Maximum plausible increase per hour; null if the contract has no limit. For a level, it is the maximum plausible
   * level, because a level contributes its value per hour.
   */
  readonly maxRatePerHour: string | null;
  /**
   * Longer data gaps are listed. A level also applies for at most this long; after that it is unknown
   * (docs/rules/metering.md#levels).
   */
  readonly maxGapMinutes: number;
  /**
   * True if a drop that the modulus explains counts even if no maximum rate proves the rollover. Without a maximum
   * rate, the movement past the modulus must be the shorter of the two directions. By default, such a drop is put on
   * hold for a decision.
   */
  readonly countsUnprovenRollover?: boolean;
  /** True if a negative level is subtracted. Billing treats the noise of an idle instrument as zero. */
  readonly isSigned?: boolean;
}

/**
 * Returns the maximum gap in milliseconds. A level applies for at most this long, and a longer counter step is split at
 * the boundary of a period (docs/rules/metering.md#counter-steps-over-a-boundary).
 */
export function holdLimitOf({ maxGapMinutes }: Pick<MeterRule, 'maxGapMinutes'>): number {
  // Rounds, because limits in whole seconds are fractions of a minute.
  return Math.round(maxGapMinutes * MINUTE_MS);
}
