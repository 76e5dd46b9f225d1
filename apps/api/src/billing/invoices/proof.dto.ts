import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional, IsUUID } from 'class-validator';
import type { UsageMethod } from '#contracts';
import { NamedDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { DecisionDto } from '../../metering/meter-exceptions.dto.js';
import { InvoicedContractDto, InvoiceLineDto } from '../billing.dto.js';
import { UsageCompletenessDto, UsageReasonDto } from '../usage/usage.dto.js';
import { RatingDto } from './rating.dto.js';

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
