import type { UsageMethod } from '#contracts/domain';

const MINUTE_MS = 60_000;

/**
 * The version of the rules by which usage is derived. It is stored with every derived quantity, and goes up when a change
 * could give another quantity for the same readings.
 */
export const RULE_VERSION = 7;

/** How readings become a quantity. Only previews know `event_sum`, of which each reading carries a quantity of its own. */
export type MeteringMethod = UsageMethod | 'event_sum';

/** How a signal is read. Decimals are strings; quantities are in the meter's unit. */
export interface MeterRule<Method extends MeteringMethod = MeteringMethod> {
  /** How readings become a quantity; the difference of a counter where left out. */
  readonly method?: Method;
  /** Values that count: states whose time is metered, or events. Every event counts where there are none. */
  readonly matches?: readonly string[];
  /** Of peak demand: the length of the intervals, from each local midnight, of which the one with the highest mean is billed. */
  readonly intervalMinutes?: number | null;
  /** By which version of the rules a stored usage was derived; the present one where left out. */
  readonly version?: number;
  /** What a unit of the readings is in units of the quantity; one where left out or null. */
  readonly factor?: string | null;
  /** The value at which the counter starts again from zero; null when it is not known. */
  readonly modulus: string | null;
  /**
   * More than this in an hour is not believed; null when the contract names no limit. A level higher than this is not: a level
   * says how much an hour would bring.
   */
  readonly maxRatePerHour: string | null;
  /** A silence longer than this is listed; a level stands so long at most, then nobody knows (docs/rules/metering.md#levels). */
  readonly maxGapMinutes: number;
  /**
   * Whether a fall that the modulus explains is counted also where no highest rate proves it, as the shorter way round; held for
   * somebody to decide when false or left out.
   */
  readonly countsUnprovenRollover?: boolean;
  /** Whether a level below zero takes off what others bring. A bill takes the noise of an idle instrument for zero. */
  readonly isSigned?: boolean;
}

/**
 * The hold limit in milliseconds: so long a level stands at most, and a longer step of a counter is divided over a period's bound
 * (docs/rules/metering.md#counter-steps-over-a-boundary).
 */
export function holdLimitOf({ maxGapMinutes }: Pick<MeterRule, 'maxGapMinutes'>): number {
  // Limits of whole seconds are fractions of a minute.
  return Math.round(maxGapMinutes * MINUTE_MS);
}
