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
  /** The last day billed, inclusive. */
  periodEndsOn: string;
  /** Deprecated: the day after the last day. Use `periodEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  zone: string;
}

export class EquationTermDto {
  /**
   * Code of the term. `base`: monthly_amount, due_in_pause (during a pause), days_billed and days_of_month (or
   * quarterly_amount and days_of_quarter, or yearly_amount and days_of_year); for a one-time charge: prepaid_sold (if
   * it sells prepaid credits) and one_off_amount; then before_rounding, amount. `usage`: counted, held, billed,
   * used_in_year, included, prepaid, prepaid_left, overage, unit_price; for a minimum: minimum, used_until_now,
   * missing, unit_price; for the minimum of the whole contract: minimum, fees_and_usage; then discount, above_maximum,
   * before_rounding, billed_before, amount. Discount on the whole invoice: before_discount, discount_percent or
   * discount_amount, amount. `performance`, for energy: energy_used, volume_delivered, energy_per_volume,
   * energy_guaranteed, energy_beyond, credit_per_kwh; for delivery: hours_judged, hours_unknown, minutes_outside,
   * delivered_percent, guaranteed_percent, hours_begun, credit_per_hour; for availability: machine_hours, down_supplier
   * and the other causes, available_percent, guaranteed_percent, fee_counted, fee_factor, malus, bonus; then
   * before_rounding, amount. `kit`: kits, price_per_kit, amount. Correction: was_quantity, is_quantity, is_amount,
   * was_amount, given_before, amount.
   */
  code: string;
  /** Decimal. Value of the term; null if it is unknown. */
  value: string | null;
  /** UCUM unit code, or the currency. */
  unit: string;
}

export class OpeningReadingDto {
  seq: string;
  deviceTime: Date;
  timeSource: 'device' | 'arrival';
  value: string | null;
}

/** Boundary to a later contract of the same customer that allows a shorter data gap. */
export class SeamDto {
  at: Date;
  /**
   * Maximum gap in minutes. An increase across the boundary after a longer data gap is divided in proportion to time.
   */
  maxGapMinutes: number;
}

/**
 * Segment of the period in which the counter counted for this contract, and the reading from which the count started.
 */
export class OpeningDto {
  from: Date;
  to: Date;
  /**
   * The last reading before the segment, or the opening reading of a migrated contract; null if the count started with
   * a reading in the segment.
   */
  reading: OpeningReadingDto | null;
  /** Decimal. Counter value before an unexplained drop, if the counter has not exceeded that value since. */
  fallenFrom: string | null;
  /**
   * Time at which another customer's use of the meter ended. Only the part of an increase after this time counts. Null
   * if no other customer used the meter before.
   */
  ownFrom: Date | null;
  /**
   * Time at which another customer's use of the meter begins. Only the part of an increase before this time counts.
   * Null if no other customer uses the meter afterwards.
   */
  ownTo: Date | null;
  /** Boundaries to later contracts that allow a shorter data gap; empty if all contracts allow the same one. */
  seams: SeamDto[];
  /**
   * First reading after the segment. It determines the segment's share of an increase that continues past the segment's
   * end. Null if no increase does.
   */
  closing: OpeningReadingDto | null;
}

export class RegisterChangeDto {
  /** Type of the change. `opening`: register reading at the migration of a contract that was billed elsewhere. */
  type: 'declared_reset' | 'exchange' | 'opening';
  at: Date;
  /** Decimal. Last value of the old register; null if it was not read. */
  finalValue: string | null;
  initialValue: string;
}

/** Calibration certificate, as it was known when the usage was derived. */
export class ProvenCertificateDto {
  number: string;
  issuedBy: string;
  /** The first day of validity in the contract's time zone. `lastDay` is the last one, inclusive. */
  firstDay: string;
  lastDay: string;
  /** Decimal. Tolerance in percent; null if the certificate states none. */
  tolerancePercent: string | null;
  /** Whether the certificate is for the meter itself (true) or for its instrument (false). */
  isOwn: boolean;
}

/** Rule by which the meter evaluates the signal. */
export class ProvenRuleDto {
  method: UsageMethod;
  /** States and events that count; empty if every event counts. */
  matches: string[];
  /** Length of the intervals of peak demand, in minutes; null for other methods. */
  @ApiProperty({ type: 'integer' })
  intervalMinutes: number | null;
  /** Decimal. Units of the quantity per unit of the readings. Null means 1. */
  factor: string | null;
  /** Decimal. Value at which the counter rolls over to zero; null if unknown. */
  modulus: string | null;
  /** Longest time in minutes for which a level counts without a new reading. */
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
  /** Hash of the stored evidence. */
  hash: string;
  /** Hash of the evidence that the stored readings produce now; null if the usage cannot be derived again. */
  recomputedHash: string | null;
  /** Whether the readings still produce the same evidence and the same quantities. */
  equal: boolean;
  knownUntil: Date;
  /**
   * Number of readings that were received after the usage was derived and are not included in it. For a draft, create
   * the draft again to include them.
   */
  laterReadings: number;
  /** Version of the rules that derived the usage. */
  ruleVersion: number;
  /**
   * Version, starting at 1. It increases if the usage is derived again after the end of the period with a different
   * result. All earlier versions are kept with their readings.
   */
  version: number;
  /** Time when a later version replaced this one; null for the current version. */
  supersededAt: Date | null;
  /** Rule by which the usage was derived; null if the usage cannot be derived again. */
  rule: ProvenRuleDto | null;
  openings: OpeningDto[];
  /** First reading after the last segment: `closing` of the last item of `openings`. */
  closing: OpeningReadingDto | null;
  /** Exchanges and resets of the register, and its reading when the contract was migrated. */
  changes: RegisterChangeDto[];
  /**
   * Certificates in force during the period, in chronological order. If no certificate was in force, contains the last
   * certificate that had expired. Empty if the meter had no certificate.
   */
  certificates: ProvenCertificateDto[];
  /** Manual decisions that the usage is based on. `reasons` refer to them. */
  decisions: DecisionDto[];
}

export class ProofDayDto {
  /** Local date in the contract's zone. */
  day: string;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** SHA-256 over the lines of the day's readings. */
  hash: string;
}

/** Invoice that a line corrects, and the data that was received since its cutoff. */
export class CorrectionProofDto {
  invoice: CorrectedInvoiceDto;
  /** Corrected line; null if the invoice has no corresponding line. */
  lineId: string | null;
  /**
   * Cutoff of the corrected line: it excludes data that was received at this instant or later. Null if the line is not
   * based on usage.
   */
  since: Date | null;
  /** Number of readings that were received since the cutoff and are included in the correction. */
  @ApiProperty({ type: 'integer' })
  readings: number;
  /** Decisions that were made since the cutoff and that the corrected line does not take into account. */
  decisions: DecisionDto[];
}

/** Quantity that one of the line's meters counted. */
export class ProvenMeterDto {
  usageId: string;
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Serial number of the machine; null for a site's meter. */
  serial: string | null;
  /** UCUM unit code. */
  unit: string;
  /**
   * Whether the charge subtracts this meter's quantity from the quantity of the other meters, such as scrap from all
   * parts produced.
   */
  deducts: boolean;
  state: 'measured' | 'held' | 'unknown';
  /** Decimal. Measured quantity; null while it is on hold or unknown. */
  quantity: string | null;
  heldQuantity: string;
}

export class ProofDto {
  line: ProvenLineDto;
  equation: EquationTermDto[];
  /** Pricing of the line; null for a kit, and for a line that was created before the pricing of lines was stored. */
  rating: RatingDto | null;
  /** All meters of the line; for a pool, the meters of all machines. Empty for a line without usage. */
  meters: ProvenMeterDto[];
  /** Id of the selected usage; null for a line without usage. */
  usageId: string | null;
  /** Details of the selected usage; null for a line without usage. */
  usage: ProvenUsageDto | null;
  days: ProofDayDto[];
  /**
   * Invoice that the line corrects, and the data that was received since its cutoff; null if the line is not a
   * correction.
   */
  correction: CorrectionProofDto | null;
}

export class ProofStepDto {
  from: Date;
  to: Date;
  /** Decimal. Counter value at the start; `toValue` is the value at the end. */
  fromValue: string | null;
  toValue: string | null;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** Kind of the interval. An interval without readings is `empty`. */
  kind: 'normal' | 'estimated' | 'unbilled' | 'gap' | 'held' | 'empty';
}

export class ProofStepsDto {
  steps: ProofStepDto[];
}

export class ProofQueryDto {
  /** Usage of the line to select. Defaults to the first one. */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;
}

export class ProofReadingsQueryDto extends PageQueryDto {
  /** Usage of the line to select. Defaults to the first one. */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;

  /** Returns readings later than this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** Returns readings no later than this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}

export class ProofReadingDto {
  /** Sequence number as sent; negative if the message did not contain a sequence number. */
  seq: string;
  deviceTime: Date;
  /** Time when the reading was stored. Cutoffs refer to this time. */
  receivedAt: Date;
  /** Time when the message first arrived. Earlier than `receivedAt` if the message was quarantined and retried. */
  firstReceivedAt: Date;
  /** Source of the device time: the device's clock, or the arrival of the message. */
  timeSource: 'device' | 'arrival';
  /** Decimal. Value as sent by the device. */
  value: string | null;
  /** Decimal. Change of the counter since the previous reading. */
  step: string | null;
  quality: number;
  /** Whether the usage takes the reading into account. */
  used: boolean;
}

export class ProofReadingListDto {
  items: ProofReadingDto[];
  next: string | null;
}
