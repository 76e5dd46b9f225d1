import { ApiProperty } from '@nestjs/swagger';
import type { ChargeDue, CounterSpan, RecordedCause } from '#contracts';
import { PrepaidSaleDto } from '../../contracts/contracts.dto.js';
import { PricingTermsDto } from '../../contracts/terms/pricing-terms.dto.js';

export class RatedChargeDto {
  key: string;
  /** By locale. */
  name: Record<string, string>;
  due: ChargeDue;
  countsBy: CounterSpan;
  perMachine: boolean;
  /** As agreed. */
  pricing: PricingTermsDto;
  /** It is the customer's money; absent of all others. */
  deposit?: boolean;
  /** What it sells that is used later; absent where it sells nothing. */
  prepaid?: PrepaidSaleDto;
}

/** Days [from, to) of a pause. */
export class RatedRestDto {
  from: string;
  to: string;
}

/** A part of a month or contract year that shares what is included in it with others. */
export class AllowancePartDto {
  /** Its first day. */
  from: string;
  /** Days. */
  @ApiProperty({ type: 'integer' })
  used: number;
}

/** The month or contract year that was rated: `used` of `of` days of [from, to), those of pauses are not used. */
export class RatedCounterDto {
  from: string;
  to: string;
  @ApiProperty({ type: 'integer' })
  used: number;
  @ApiProperty({ type: 'integer' })
  of: number;
  /** Pauses, on which nothing is included and nothing due at least; absent where there are none. */
  rests?: RatedRestDto[];
  /** The parts that share the included quantity of the whole month or year, this one among them; absent where it is alone. */
  parts?: AllowancePartDto[];
  /** No more usage of it is to come: minimums are due. */
  isFinal: boolean;
}

/** What a meter counted on the days [from, to). */
export class CountedPartDto {
  device: string;
  signalKey: string;
  serial: string | null;
  /** UCUM. */
  unit: string;
  /** What one of the readings is in units of the quantity, decimal; absent where it is one. */
  factor?: string;
  from: string;
  to: string;
  /** Decimal; null while it is held or unknown. */
  quantity: string | null;
  heldQuantity: string;
  /** It is taken off, and its quantity below zero: what is measured and what is held of it. */
  deducts?: boolean;
  /** Counted elsewhere, before the contract was taken over. */
  isOpening?: boolean;
}

/** What was billed elsewhere of what was counted elsewhere. */
export class OpeningOfRatingDto {
  /** The first day of the contract year. */
  from: string;
  /** Decimal. */
  amount: string;
}

/** Units that were paid before they are used, brought or sold here, in what the charge prices; decimals. */
export class PrepaidOfRatingDto {
  /** Among all balances of the contract, from 0. */
  @ApiProperty({ type: 'integer' })
  position: number;
  /** Key of the charge that sold it; absent of what was brought when the contract was taken over. */
  soldBy?: string;
  /** As it was brought or sold. */
  brought: string;
  /** The first day on which it can be used, and the last; null without one. */
  from: string;
  until: string | null;
  /** What was used of it before the line's days, and in them. */
  usedBefore: string;
  used: string;
  left: string;
}

/** A minimum as it is agreed for the days [from, to); decimal, of a whole month. */
export class AgreedForDaysDto {
  from: string;
  to: string;
  amount: string;
}

/** A line of the same bill that counts towards the contract's minimum. */
export class TowardsMinimumDto {
  /** The key of its charge. */
  charge: string;
  component: string;
  /** Days [from, to) that it is for. */
  from: string;
  to: string;
  serial: string | null;
  /** Decimal; null while it waits. */
  amount: string | null;
}

/** What is due at least of the whole contract, and what counts towards it. */
export class MinimumOfRatingDto {
  agreed: AgreedForDaysDto[];
  towards: TowardsMinimumDto[];
}

/** A percentage of what the discounts before it left, or an amount; the other one is absent. Decimal. */
export class DiscountOfRatingDto {
  percent?: string;
  amount?: string;
}

/** What a discount of the whole bill takes from. */
export class BillOfRatingDto {
  /** All up to the line's own, in order. */
  discounts: DiscountOfRatingDto[];
  /** Decimal, what the bill's services and parts come to before discounts. */
  services: string;
  parts: string;
}

/** What a tier comes to, of the whole counter by now; decimals. */
export class RateStepDto {
  /** Position from 0. */
  @ApiProperty({ type: 'integer' })
  tier: number;
  /** Above `from`, up to and with `upTo`; null where the model has no tiers. */
  from: string | null;
  upTo: string | null;
  /** Units or started packages. */
  quantity: string | null;
  unitPrice: string | null;
  flatFee: string | null;
  ratePercent: string | null;
  amount: string;
}

/** By which terms and rules a line was priced. */
export class RatedByDto {
  /** The first day of the terms that held on the line's last day. */
  termsFrom: string;
  /** Numbers of the amendments that took effect on that day; none: as first signed. */
  @ApiProperty({ type: 'integer', isArray: true })
  amendments: number[];
  @ApiProperty({ type: 'integer' })
  ratingRules: number;
  @ApiProperty({ type: 'integer' })
  meteringRules: number;
  /** Half away from zero to the currency's decimals, once a charge and part. */
  rounding: 'half_away';
}

/** A stop as far as it lies in the time that was judged. */
export class JudgedStopDto {
  serial: string;
  cause: RecordedCause;
  /** ISO 8601 UTC. */
  from: string;
  to: string;
  reason: string;
}

/** What priced the line, as it was when the line was made. Decimals. */
export class RatingDto {
  charge: RatedChargeDto;
  /** Absent of lines from before it was kept. */
  by?: RatedByDto;
  /** The terms of this counter: shared by the days billed, a ramp worked in. */
  applied: PricingTermsDto;
  counter: RatedCounterDto;
  /** Part by part, up to the line's. */
  counted: CountedPartDto[];
  /** Of a contract's own minimum; absent of all others. */
  minimum?: MinimumOfRatingDto;
  /** Of a discount of the whole bill; absent of all others. */
  ofBill?: BillOfRatingDto;
  /** Absent where nothing was billed elsewhere. */
  opening?: OpeningOfRatingDto;
  /** Absent where nothing was paid before. */
  prepaid?: PrepaidOfRatingDto[];
  /** What is priced: converted, and less what is included or was paid before. */
  billable: string | null;
  steps: RateStepDto[];
  /** Before discount and maximum, not rounded. */
  gross: string;
  discount: string;
  capDiscount: string;
  /** Of the line alone, not rounded. */
  exact: string | null;
  /** Of a guarantee of availability: what was written down of machines that stood, as it was judged; absent of all others. */
  stops?: JudgedStopDto[];
  /** What the line's place comes to by now, rounded ... */
  standing: string | null;
  /** ... and what of that was billed in earlier months. */
  billedBefore: string;
}
