import type { RoundingMode } from '#platform/domain';

/**
 * Models by which a charge is priced. In their terms, decimals are strings: quantities in the meter's unit, prices and
 * amounts in major units.
 */

export const CHARGE_MODELS = [
  'flat',
  'unit',
  'graduated',
  'volume',
  'package',
  'stairstep',
  'percentage',
  'graduated_percentage',
  'cost_plus',
  'hour_bands',
] as const;
export type ChargeModel = (typeof CHARGE_MODELS)[number];

/** The part of a quantity up to `upTo`, inclusive (docs/rules/rating.md#tiers). */
export interface Tier {
  /** Null or missing if unlimited. */
  readonly upTo?: string | null;
  /** Price per unit, or per package if there is a `packageSize`. A partial package counts as a whole one. */
  readonly unitPrice?: string | null;
  /** Applies once a quantity reaches the tier; the first tier always applies. */
  readonly flatFee?: string | null;
  readonly packageSize?: string | null;
  readonly ratePercent?: string | null;
  /** Maximum amount of the tier, including its flat fee. */
  readonly maxAmount?: string | null;
}

/** Converts the metered quantity to the billed one: divides, then rounds the cumulative quantity. */
export interface Conversion {
  readonly divideBy?: string | null;
  /** The quantity is not rounded by default. */
  readonly rounding?: RoundingMode | null;
  /** Number of decimals to round to; negative for tens, hundreds and so on. */
  readonly decimals?: number | null;
}

/** A committed quantity or amount; usage beyond it costs more. */
export interface Commitment {
  readonly quantity?: string | null;
  readonly amount?: string | null;
  readonly overageFactor?: string | null;
  /** True if the unused part is billed when no more usage is expected. */
  readonly trueUp?: boolean | null;
}

/**
 * A step of a minimum's ramp: the percentage that applies for a number of months. After the last step, the full
 * minimum applies.
 */
export interface RampStep {
  readonly months: number;
  readonly percent: string;
}

/**
 * The price of a charge for a period; the model determines which fields apply. A missing value is treated as none,
 * zero or false.
 */
export interface Pricing {
  readonly model: ChargeModel;
  readonly amount?: string | null;
  readonly unitPrice?: string | null;
  readonly packageSize?: string | null;
  readonly packagePrice?: string | null;
  readonly freeUnits?: string | null;
  readonly multiplier?: string | null;
  /**
   * For `hour_bands`, the quantity for which the fee was agreed; for other models, the quantity to which the
   * percentages of a minimum's ramp apply.
   */
  readonly contractedQuantity?: string | null;
  readonly tiers?: readonly Tier[] | null;
  readonly ratePercent?: string | null;
  readonly fixedPerEvent?: string | null;
  readonly minPerEvent?: string | null;
  readonly maxPerEvent?: string | null;
  readonly freeEvents?: number | null;
  readonly freeAmount?: string | null;
  readonly convert?: Conversion | null;
  readonly includedQuantity?: string | null;
  readonly includedQuantityPerMachine?: string | null;
  /** `per_machine` means that each machine is rated separately. */
  readonly pooling?: 'pooled' | 'per_machine' | null;
  /** True if the amount of a pool is split among its machines by quantity. */
  readonly allocate?: boolean | null;
  readonly discountPercent?: string | null;
  readonly maxAmount?: string | null;
  readonly minAmount?: string | null;
  readonly minQuantity?: string | null;
  readonly minQuantityPerMachine?: string | null;
  /** Price per unit below a minimum quantity; by default, the price per unit or that of the first tier. */
  readonly shortfallPrice?: string | null;
  readonly minRamp?: readonly RampStep[] | null;
  /** Number of interim runs that bill the minimum in equal instalments. */
  readonly minInstalments?: number | null;
  readonly commitment?: Commitment | null;
  /** Amounts at which interim runs bill. An interim run bills only if a new threshold is passed. */
  readonly thresholds?: readonly string[] | null;
}

/** The price of a charge, with the charge's key. */
export interface Charge extends Pricing {
  readonly key: string;
}
