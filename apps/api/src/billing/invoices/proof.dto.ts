import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional, IsUUID } from 'class-validator';
import type { ChargeDue, CounterSpan, UsageMethod, RecordedCause } from '#contracts';
import { NamedDto, PrepaidSaleDto } from '../../contracts/contracts.dto.js';
import { PricingTermsDto } from '../../contracts/terms/pricing-terms.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { DecisionDto } from '../../metering/meter-exceptions.dto.js';
import { InvoicedContractDto, InvoiceLineDto } from '../billing.dto.js';
import { UsageCompletenessDto, UsageReasonDto } from '../usage/usage.dto.js';

export class ProvenInvoiceDto {
  id: string;
}

export class CorrectedInvoiceDto {
  id: string;
  number: string;
}

export class ProvenLineDto extends InvoiceLineDto {
  invoice: ProvenInvoiceDto;
  contract: InvoicedContractDto;
  customer: NamedDto;
  periodFrom: string;
  /** The last day billed. */
  periodEndsOn: string;
  /** The day after the last one. Use `periodEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  zone: string;
}

export class EquationTermDto {
  /**
   * base: monthly_amount, days_billed, days_of_month (or quarterly_amount, days_of_quarter; yearly_amount, days_of_year; or one_off_amount), in a pause
   * due_in_pause, before_rounding,
   * amount. usage: counted, held, billed, used_in_year, included, prepaid, prepaid_left, overage, unit_price, discount, above_maximum,
   * before_rounding, billed_before, amount. Of a minimum: minimum, used_until_now, missing, unit_price, ...
   * performance: of energy energy_used, volume_delivered, energy_per_volume, energy_guaranteed, energy_beyond, credit_per_kwh, of
   * delivery hours_judged, hours_unknown, minutes_outside, delivered_percent, guaranteed_percent, hours_begun, credit_per_hour, of availability machine_hours, down_supplier and
   * so on by cause, available_percent, guaranteed_percent, fee_counted, fee_factor, malus, bonus, before_rounding, amount.
   * kit: kits, price_per_kit, amount. Of a correction: was_quantity, is_quantity, is_amount, was_amount, given_before, amount.
   */
  code: string;
  /** Decimal; null where it is not known. */
  value: string | null;
  /** UCUM, or the currency. */
  unit: string;
}

export class OpeningReadingDto {
  seq: string;
  deviceTime: Date;
  timeSource: 'device' | 'arrival';
  value: string | null;
}

/** Where a contract follows another one of the customer that takes less for a long silence. */
export class SeamDto {
  at: Date;
  /** Minutes: a step over it that is longer is divided by time. */
  maxGapMinutes: number;
}

/** A stretch of the period in which the counter counted for this contract, and from where it began. */
export class OpeningDto {
  from: Date;
  to: Date;
  /** The last reading before it, or the opening reading of a contract that was taken over; null where counting began with a reading in it. */
  reading: OpeningReadingDto | null;
  /** The value that the counter had fallen from without explanation and not passed again, decimal. */
  fallenFrom: string | null;
  /** Another customer's time ends at this instant: of a step that leads over it the later part alone is counted. Null where none does. */
  ownFrom: Date | null;
  /** As `ownFrom`, where another customer's time begins: of a step that leads over it the earlier part is counted. */
  ownTo: Date | null;
  /** Empty where every contract of the customer takes as much for a long silence. */
  seams: SeamDto[];
  /** The reading after it that closes a step which is divided at its end; null where there is none. */
  closing: OpeningReadingDto | null;
}

export class RegisterChangeDto {
  /** `opening`: what the register showed when the contract was taken over from where it was billed before. */
  type: 'declared_reset' | 'exchange' | 'opening';
  at: Date;
  /** Null where nobody read it. */
  finalValue: string | null;
  initialValue: string;
}

/** A calibration certificate, as it was known when the usage was derived. */
export class ProvenCertificateDto {
  number: string;
  issuedBy: string;
  /** Local days of the contract, both included. */
  firstDay: string;
  lastDay: string;
  /** Decimal; null where it says none. */
  tolerancePercent: string | null;
  /** Of the meter itself, in place of its instrument's. */
  isOwn: boolean;
}

/** How its meter reads the signal. */
export class ProvenRuleDto {
  method: UsageMethod;
  /** States and events that count; every event where there are none. */
  matches: string[];
  /** Of peak demand. */
  @ApiProperty({ type: 'integer' })
  intervalMinutes: number | null;
  /** What a unit of the readings is in units of the quantity, decimal; null for one. */
  factor: string | null;
  /** The value at which a counter starts over at zero, decimal; null where none is known. */
  modulus: string | null;
  /** A level stands so long at most. */
  @ApiProperty({ type: 'integer' })
  maxGapMinutes: number;
}

export class ProvenUsageDto extends UsageCompletenessDto {
  state: 'measured' | 'held' | 'unknown';
  quantity: string | null;
  heldQuantity: string;
  reasons: UsageReasonDto[];
  startValue: string | null;
  endValue: string | null;
  readingCount: number;
  /** The evidence as it was stored. */
  hash: string;
  /** The evidence as the readings give it now. */
  recomputedHash: string | null;
  /** The readings give the same evidence and the same quantities again. */
  equal: boolean;
  knownUntil: Date;
  /** Readings that came after the draft and are not in it; drafting again takes them in. */
  laterReadings: number;
  /** Version of the rules by which it was derived. */
  ruleVersion: number;
  /** From 1 on: each time that deriving it after the period gave something else; every version before is kept with its readings. */
  version: number;
  /** When a later version took its place; null for the one that holds. */
  supersededAt: Date | null;
  /** Null where the usage cannot be derived again. */
  rule: ProvenRuleDto | null;
  openings: OpeningDto[];
  /** `closing` of the last of `openings`. */
  closing: OpeningReadingDto | null;
  /** Where its register was exchanged or set anew, and what it showed when the contract was taken over. */
  changes: RegisterChangeDto[];
  /** In force in its time, in order; where none was, the last one that ran out before. Empty: nobody certified the meter by then. */
  certificates: ProvenCertificateDto[];
  /** What people decided that it rests on; `reasons` name them. */
  decisions: DecisionDto[];
}

export class ProofDayDto {
  /** Local date of the contract's zone. */
  day: string;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** SHA-256 over the lines of its readings. */
  hash: string;
}

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

/** What a line corrects, and what came since. */
export class CorrectionProofDto {
  invoice: CorrectedInvoiceDto;
  /** Null where the invoice has no line for it. */
  lineId: string | null;
  /** What was received at this instant or later the corrected line does not know; null where no usage stands behind it. */
  since: Date | null;
  /** Readings that came since and are in the correction. */
  @ApiProperty({ type: 'integer' })
  readings: number;
  /** Taken since: the corrected line does not rest on them. */
  decisions: DecisionDto[];
}

/** What one of a line's meters counted. */
export class ProvenMeterDto {
  usageId: string;
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Null of a meter that belongs to a site. */
  serial: string | null;
  /** UCUM. */
  unit: string;
  /** The charge takes it off what the others count: scrap off all parts. */
  deducts: boolean;
  state: 'measured' | 'held' | 'unknown';
  /** Decimal; null unless measured. */
  quantity: string | null;
  heldQuantity: string;
}

export class ProofDto {
  line: ProvenLineDto;
  equation: EquationTermDto[];
  /** Null for a kit. */
  rating: RatingDto | null;
  /** All that the line counts: of a pool each machine's. None for a line without usage behind it. */
  meters: ProvenMeterDto[];
  /** Which of them is opened. */
  usageId: string | null;
  /** The usage of that one; null for a line without usage behind it. */
  usage: ProvenUsageDto | null;
  days: ProofDayDto[];
  /** Null of what corrects nothing. */
  correction: CorrectionProofDto | null;
}

export class ProofStepDto {
  from: Date;
  to: Date;
  /** The counter at its start and at its end. */
  fromValue: string | null;
  toValue: string | null;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** `empty`: nothing was read in it. */
  kind: 'normal' | 'estimated' | 'unbilled' | 'gap' | 'held' | 'empty';
}

export class ProofStepsDto {
  steps: ProofStepDto[];
}

export class ProofQueryDto {
  /** Which of the line's usages is opened; its first when left out. */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;
}

export class ProofReadingsQueryDto extends PageQueryDto {
  /** Which of the line's usages is opened; its first when left out. */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;

  /** Readings later than this ... */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** ... and not later than this. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}

export class ProofReadingDto {
  /** As sent; negative where the message carried none. */
  seq: string;
  deviceTime: Date;
  /** When the reading was stored; it counts by this time. */
  receivedAt: Date;
  /** When its message first arrived. Earlier than `receivedAt` if the message was in quarantine and was tried again. */
  firstReceivedAt: Date;
  /** Whose clock the time is. */
  timeSource: 'device' | 'arrival';
  /** Decimal, as it was sent. */
  value: string | null;
  /** By how much the counter moved since the reading before. */
  step: string | null;
  quality: number;
  /** Whether it was metered. */
  used: boolean;
}

export class ProofReadingListDto {
  items: ProofReadingDto[];
  next: string | null;
}
