import { Transform, Type } from 'class-transformer';
import {
  IsDate,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { METER_TEST_PARTIES, type MeterTestParty } from '#contracts';
import { DISPUTE_STATES, DISPUTE_SUBJECTS, type DisputeState, type DisputeSubject } from '#invoicing';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsDecimalText, IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';

/** Trims a string, so that whitespace alone counts as empty. */
const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;

/**
 * Readings of one of the line's meters that are later than `from` and no later than `to`. Both must be within the
 * period of the usage.
 */
export class DisputedReadingsDto {
  /** Usage that the line bills: one of the `meters` in the line's proof. */
  @IsUUID()
  usageId: string;

  @Type(() => Date)
  @IsDate()
  from: Date;

  @Type(() => Date)
  @IsDate()
  to: Date;
}

/** Downtime of a machine that is missing from the evaluation of the line's availability guarantee. */
export class DisputedDowntimeDto {
  /** Machine that the line's guarantee covers. */
  @IsUUID()
  machineId: string;

  /** Start of the downtime. It can be before the invoice's period. */
  @Type(() => Date)
  @IsDate()
  from: Date;

  /** End of the downtime, later than `from`. */
  @Type(() => Date)
  @IsDate()
  to: Date;
}

export class NewDisputeDto {
  /** Disputed line. If omitted, the dispute concerns the whole invoice. */
  @MayBeAbsent()
  @IsUUID()
  lineId?: string;

  @IsIn(DISPUTE_SUBJECTS)
  subject: DisputeSubject;

  /** The first disputed local day, within the invoice's period. `to` is the last disputed day. Set both or neither. */
  @MayBeAbsent()
  @IsRealDay()
  from?: string;

  @MayBeAbsent()
  @IsRealDay()
  to?: string;

  /** Disputed readings of the line. If omitted, the dispute names no readings. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => DisputedReadingsDto)
  readings?: DisputedReadingsDto;

  /**
   * Downtime that is missing from the evaluation of the line's availability guarantee. It must overlap the time in
   * which the guarantee covers the machine.
   */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => DisputedDowntimeDto)
  stop?: DisputedDowntimeDto;

  /** Reason for the dispute, in the customer's words. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  claim: string;

  /**
   * Decimal. Net amount claimed, at most the net amount of the line or invoice. If that amount is not positive, there
   * is no maximum.
   */
  @MayBeAbsent()
  @IsPositiveText()
  claimed?: string;
}

export class DisputeNoteTextDto {
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  text: string;
}

export class WithdrawalDto {
  @MayBeAbsent()
  @Transform(trimmed)
  @IsString()
  @MaxLength(1000)
  why?: string;
}

export class RejectionDto {
  /** Reason for the decision. The customer can read it. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  answer: string;
}

export class ResolutionDto extends RejectionDto {
  /**
   * Decimal. Net amount to credit, at most the remaining amount of the line or invoice. If omitted, the dispute is
   * resolved without a credit.
   */
  @MayBeAbsent()
  @IsPositiveText()
  net?: string;

  /** Issue date of the credit note, a local day of the seller. Defaults to today. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class NewMeterTestDto {
  /**
   * Usage of the tested meter: one of the dispute's `meters`. Optional if the line has only one meter, or if the
   * dispute names the readings of a meter.
   */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;

  /** Local day of the test. */
  @IsRealDay()
  testedOn: string;

  /**
   * Day of the previous test or calibration. Defaults to the first day on which the last certificate before the test is
   * valid.
   */
  @MayBeAbsent()
  @IsRealDay()
  lastTestedOn?: string;

  /**
   * Decimal. Error in percent. It is positive if the meter registers too much, and negative if it registers too little.
   */
  @IsDecimalText()
  errorPercent: string;

  /**
   * Decimal. Largest error in percent, inclusive, that needs no correction. Defaults to the tolerance of the last
   * certificate before the test or, if there is none, to the tolerance in the meter terms of the contract.
   */
  @MayBeAbsent()
  @IsPositiveText()
  tolerancePercent?: string;

  /** Side that requested the test. It pays for the test if the meter was accurate. */
  @IsIn(METER_TEST_PARTIES)
  requestedBy: MeterTestParty;

  /** Reference of the laboratory's report. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reference: string;
}

export class DisputeQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(DISPUTE_STATES)
  state?: DisputeState;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  /** Returns disputes that were opened at least this many days ago. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3650)
  olderThanDays?: number;
}
