import type { RoundingMode } from '#platform/domain';

/** Decimals are strings throughout: quantities in the meter's unit, prices and amounts in major units. */

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

/** The part of a quantity up to `upTo`, itself included (docs/rules/rating.md#tiers). */
export interface Tier {
  /** Null, or left out: without an end. */
  readonly upTo?: string | null;
  /** For each unit, or for each started package where there is a `packageSize`. */
  readonly unitPrice?: string | null;
  /** Once the tier is entered; the first is always entered. */
  readonly flatFee?: string | null;
  readonly packageSize?: string | null;
  readonly ratePercent?: string | null;
  /** The tier never costs more, its flat fee included. */
  readonly maxAmount?: string | null;
}

/** From what a meter counts to what is billed: divided, then rounded on the cumulative quantity. */
export interface Conversion {
  readonly divideBy?: string | null;
  /** Left out: not rounded. */
  readonly rounding?: RoundingMode | null;
  /** Below zero: tens, hundreds ... */
  readonly decimals?: number | null;
}

/** Quantity or amount that is agreed; what is beyond it costs more. */
export interface Commitment {
  readonly quantity?: string | null;
  readonly amount?: string | null;
  readonly overageFactor?: string | null;
  /** Whether what is left of it is billed when no more usage is to come. */
  readonly trueUp?: boolean | null;
}

/** The minimum of the first months, in percent; the whole minimum after them. */
export interface RampStep {
  readonly months: number;
  readonly percent: string;
}

/** What a period of a charge costs: which of the fields count is the model's. Left out is none, zero or false. */
export interface Pricing {
  readonly model: ChargeModel;
  readonly amount?: string | null;
  readonly unitPrice?: string | null;
  readonly packageSize?: string | null;
  readonly packagePrice?: string | null;
  readonly freeUnits?: string | null;
  readonly multiplier?: string | null;
  /** What the fee of `hour_bands` was agreed for; else what a minimum in percent is a part of. */
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
  /** `per_machine` rates each machine alone. */
  readonly pooling?: 'pooled' | 'per_machine' | null;
  /** Whether the amount of a pool is shared over its machines by quantity. */
  readonly allocate?: boolean | null;
  readonly discountPercent?: string | null;
  readonly maxAmount?: string | null;
  readonly minAmount?: string | null;
  readonly minQuantity?: string | null;
  readonly minQuantityPerMachine?: string | null;
  /** For each unit below a minimum quantity; the first tier's when left out. */
  readonly shortfallPrice?: string | null;
  readonly minRamp?: readonly RampStep[] | null;
  /** How many interim runs bill the minimum in equal parts. */
  readonly minInstalments?: number | null;
  readonly commitment?: Commitment | null;
  /** Amounts; an interim run bills only when a new one is passed. */
  readonly thresholds?: readonly string[] | null;
}

/** A price of a contract, named. */
export interface Charge extends Pricing {
  readonly key: string;
}
