import { ApiProperty } from '@nestjs/swagger';
import type { ChargeDue, CounterSpan, RecordedCause } from '#contracts';
import { PrepaidSaleDto } from '../../contracts/contracts.dto.js';
import { PricingTermsDto } from '../../contracts/terms/pricing-terms.dto.js';

export class RatedChargeDto {
  key: string;
  /** Name by locale. */
  name: Record<string, string>;
  due: ChargeDue;
  countsBy: CounterSpan;
  perMachine: boolean;
  /** Pricing as agreed. */
  pricing: PricingTermsDto;
  /** Whether the amount is a deposit, which remains the customer's money. Absent for other charges. */
  deposit?: boolean;
  /** Prepaid credits that the charge sells. Absent if it sells none. */
  prepaid?: PrepaidSaleDto;
}

/** Days of a pause: from `from` up to but not including `to`. */
export class RatedPauseDto {
  from: string;
  to: string;
}

/** Part of a month or contract year that shares its allowance with other parts. */
export class AllowancePartDto {
  /** The first day of the part. */
  from: string;
  /** Number of rated days in the part. */
  @ApiProperty({ type: 'integer' })
  used: number;
}

/**
 * Rated month or contract year. `used` of its `of` days are rated: those from `from` up to but not including `to`,
 * without days of pauses.
 */
export class RatedCounterDto {
  from: string;
  to: string;
  @ApiProperty({ type: 'integer' })
  used: number;
  @ApiProperty({ type: 'integer' })
  of: number;
  /** Pauses. Days of a pause add no allowance and no minimum. Absent if there are no pauses. */
  rests?: RatedPauseDto[];
  /**
   * Parts that share the allowance of the whole month or year, including this part. Absent if there is only one part.
   */
  parts?: AllowancePartDto[];
  /** Whether the rated month or contract year is complete, so that minimums are due. */
  isFinal: boolean;
}

/** Quantity that a meter counted from `from` up to but not including `to`. */
export class CountedPartDto {
  device: string;
  signalKey: string;
  serial: string | null;
  /** UCUM unit code. */
  unit: string;
  /** Decimal. Units of the quantity per unit of the readings. Absent if it is 1. */
  factor?: string;
  from: string;
  to: string;
  /** Decimal. Counted quantity; null while it is on hold or unknown. */
  quantity: string | null;
  heldQuantity: string;
  /** Whether the meter is subtracted. Its quantities, measured and on hold, are then negative. */
  deducts?: boolean;
  /** Whether the quantity was counted elsewhere, before the contract was migrated. */
  isOpening?: boolean;
}

/** Amount that was billed elsewhere for usage counted elsewhere. */
export class RatingOpeningDto {
  /** The first day of the contract year. */
  from: string;
  /** Decimal. Amount that was billed elsewhere in this contract year. */
  amount: string;
}

/**
 * Prepaid credits, transferred by a contract migration or sold by the contract, in the unit that the charge prices.
 * Quantities are decimal strings.
 */
export class RatingPrepaidDto {
  /** Index among all balances of the contract, starting at 0. */
  @ApiProperty({ type: 'integer' })
  position: number;
  /** Key of the charge that sold the credits. Absent if a contract migration transferred them. */
  soldBy?: string;
  /** Initial balance, as transferred or sold. */
  brought: string;
  /**
   * The first day on which the credits can be used. `until` is the last day, or null if they are valid until the
   * contract ends.
   */
  from: string;
  until: string | null;
  /** Credits used before the line's days. `used` contains the credits used during those days. */
  usedBefore: string;
  used: string;
  left: string;
}

/**
 * Minimum as agreed for the days from `from` up to but not including `to`. `amount` is a decimal string for a whole
 * month.
 */
export class MinimumSpanDto {
  from: string;
  to: string;
  amount: string;
}

/** Line of the same invoice that counts towards the contract's minimum. */
export class MinimumLineDto {
  /** Key of the charge. */
  charge: string;
  component: string;
  /** The first day of service. `to` is the day after the last day of service. */
  from: string;
  to: string;
  serial: string | null;
  /** Decimal. Amount of the line; null while it is on hold. */
  amount: string | null;
}

/** Minimum of the whole contract, and the lines that count towards it. */
export class RatingMinimumDto {
  agreed: MinimumSpanDto[];
  towards: MinimumLineDto[];
}

/**
 * Discount with either `percent`, a percentage of the amount after the previous discounts, or `amount`. The other field
 * is absent. Both are decimal strings.
 */
export class RatingDiscountDto {
  percent?: string;
  amount?: string;
}

/** Basis of a discount on the whole invoice. */
export class RatingDiscountBasisDto {
  /** All discounts in order, up to and including the line's own. */
  discounts: RatingDiscountDto[];
  /** Decimal. Sum of the services on the invoice before discounts. `parts` is the sum of the parts and kits. */
  services: string;
  parts: string;
}

/** Price of one tier for the whole rated month or contract year to date. Numbers are decimal strings, except `tier`. */
export class RateStepDto {
  /** Index of the tier, starting at 0. */
  @ApiProperty({ type: 'integer' })
  tier: number;
  /** Lower bound of the tier, exclusive. `upTo` is the upper bound, inclusive. Null if the model has no tiers. */
  from: string | null;
  upTo: string | null;
  /** Number of units, or of packages including a partial one. */
  quantity: string | null;
  unitPrice: string | null;
  flatFee: string | null;
  ratePercent: string | null;
  amount: string;
}

/** Terms and rules that priced a line. */
export class RatingTermsDto {
  /** The first day of the terms in force on the line's last day. */
  termsFrom: string;
  /** Numbers of the amendments that took effect on `termsFrom`. Empty for the initial terms. */
  @ApiProperty({ type: 'integer', isArray: true })
  amendments: number[];
  @ApiProperty({ type: 'integer' })
  ratingRules: number;
  @ApiProperty({ type: 'integer' })
  meteringRules: number;
  /** Rounding rule: half away from zero, to the currency's decimals, once per charge and part. */
  rounding: 'half_away';
}

/** Downtime of a machine within the evaluated period. */
export class EvaluatedDowntimeDto {
  serial: string;
  cause: RecordedCause;
  /** ISO 8601 instant in UTC. */
  from: string;
  to: string;
  reason: string;
}

/** Pricing of the line, as recorded when the line was created. Quantities and amounts are decimal strings. */
export class RatingDto {
  charge: RatedChargeDto;
  /** Terms and rules that priced the line; absent for lines that were created before terms and rules were stored. */
  by?: RatingTermsDto;
  /** Terms of the rated month or contract year, prorated to the days billed and with the ramp applied. */
  applied: PricingTermsDto;
  counter: RatedCounterDto;
  /** Quantities of all parts, up to and including the parts of the line. */
  counted: CountedPartDto[];
  /** Details of the contract's minimum. Absent for all other lines. */
  minimum?: RatingMinimumDto;
  /** Details of a discount on the whole invoice. Absent for all other lines. */
  ofBill?: RatingDiscountBasisDto;
  /** Amount that was billed elsewhere for usage counted elsewhere; absent if there is none. */
  opening?: RatingOpeningDto;
  /** Prepaid credits for the charge; absent if there are none. */
  prepaid?: RatingPrepaidDto[];
  /** Priced quantity: the converted quantity minus allowances and prepaid credits. Null if the line has no quantity. */
  billable: string | null;
  steps: RateStepDto[];
  /** Amount before discount and cap, not rounded. */
  gross: string;
  discount: string;
  capDiscount: string;
  /** Amount of the line alone, not rounded. */
  exact: string | null;
  /** Recorded downtime of machines, as evaluated for an availability guarantee. Absent for all other lines. */
  stops?: EvaluatedDowntimeDto[];
  /** Cumulative amount of the line to date, rounded. */
  standing: string | null;
  /** Part of the cumulative amount that was billed in earlier months. */
  billedBefore: string;
}
