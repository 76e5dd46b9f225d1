import { ApiProperty } from '@nestjs/swagger';
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
import { METER_TEST_PARTIES, type MeterTestParty, type UsageMethod } from '#contracts';
import { DISPUTE_STATES, DISPUTE_SUBJECTS, type DisputeState, type DisputeSubject } from '#invoicing';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { DowntimeMachineDto } from '../../contracts/downtime.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsDecimalText, IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { InvoicedContractDto } from '../billing.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

/** White space around words is nobody's meaning. */
const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;

/** Readings of one meter of the line: those later than `from` and not later than `to`. */
export class DisputedReadingsDto {
  /** Of the line: see `meters` of its proof. */
  @IsUUID()
  usageId: string;

  @Type(() => Date)
  @IsDate()
  from: Date;

  @Type(() => Date)
  @IsDate()
  to: Date;
}

/** Stop of a machine that an availability guarantee does not count. */
export class DisputedStopDto {
  /** Machine that the line's guarantee judges. */
  @IsUUID()
  machineId: string;

  /** Start of the stop. It may lie before the invoice's period if the stop reaches into it. */
  @Type(() => Date)
  @IsDate()
  from: Date;

  /** End of the stop, later than `from`. */
  @Type(() => Date)
  @IsDate()
  to: Date;
}

export class NewDisputeDto {
  /** The line that is wrong; the invoice as a whole when it is left out. */
  @MayBeAbsent()
  @IsUUID()
  lineId?: string;

  @IsIn(DISPUTE_SUBJECTS)
  subject: DisputeSubject;

  /** The first and the last local day that it is about, both or none, within the invoice's period. */
  @MayBeAbsent()
  @IsRealDay()
  from?: string;

  @MayBeAbsent()
  @IsRealDay()
  to?: string;

  /** Which of the line's readings it is about; no readings in particular when it is left out. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => DisputedReadingsDto)
  readings?: DisputedReadingsDto;

  /** Stop that the line's availability guarantee does not count, as listed by the contract's unentered stops. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => DisputedStopDto)
  stop?: DisputedStopDto;

  /** What is wrong, in the customer's words. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  claim: string;

  /** Net, at most that of the line or of the invoice. */
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
  /** The reasons, in the maker's words; the customer reads them. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  answer: string;
}

export class SettlementDto extends RejectionDto {
  /** What is given back, net, at most what is left; settled without money when it is left out. */
  @MayBeAbsent()
  @IsPositiveText()
  net?: string;

  /** Local day of the seller, of the credit note; today when it is left out. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class NewMeterTestDto {
  /** Which of the line's meters: see `meters`. Left out where there is one, or the dispute is about readings of one. */
  @MayBeAbsent()
  @IsUUID()
  usageId?: string;

  /** Local day. */
  @IsRealDay()
  testedOn: string;

  /** The test or calibration before; the first day of the last certificate before the test when it is left out. */
  @MayBeAbsent()
  @IsRealDay()
  lastTestedOn?: string;

  /** Above zero when the meter is fast, below when it is slow. */
  @IsDecimalText()
  errorPercent: string;

  /** An error up to and with it is none; what that certificate says, else the contract's meter terms, when it is left out. */
  @MayBeAbsent()
  @IsPositiveText()
  tolerancePercent?: string;

  /** Who asked for the test, and pays for it where the meter was right. */
  @IsIn(METER_TEST_PARTIES)
  requestedBy: MeterTestParty;

  /** The laboratory's document. */
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

  /** Opened so many days ago, or longer. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3650)
  olderThanDays?: number;
}

export class DisputedInvoiceDto {
  id: string;
  number: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day billed. */
  periodEndsOn: string;
  /** The day after the last one. Use `periodEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  dueOn: string;
}

export class DisputedLineDto {
  id: string;
  position: number;
  kind: 'base' | 'usage' | 'kit' | 'performance';
  /** The charge's name by locale, where it has one. */
  name: Record<string, string>;
  /** What its text is made of, as on the invoice. */
  params: Record<string, string | number | null>;
  clause: string;
  quantity: string | null;
  unit: string;
  unitPrice: string | null;
  net: AmountDto | null;
}

export class SettlingNoteDto {
  id: string;
  number: string;
  gross: AmountDto;
}

/** The meter whose readings are disputed, and which of them: later than `from` and not later than `to`. */
export class ReadingsInDisputeDto extends DisputedReadingsDto {
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Null of a meter that belongs to a site. */
  serial: string | null;
}

/** Stop that the line's guarantee does not count, according to the dispute. */
export class StopInDisputeDto {
  machine: DowntimeMachineDto;
  /** Start of the stop. */
  from: Date;
  /** End of the stop. */
  to: Date;
}

export class DisputeDto {
  id: string;
  /** It ends once: settled, rejected by the maker, or withdrawn by the customer. */
  state: DisputeState;
  subject: DisputeSubject;
  customer: NamedDto;
  contract: InvoicedContractDto;
  invoice: DisputedInvoiceDto;
  /** IANA; days are in it. */
  zone: string;
  /** Null where it is about the invoice as a whole. */
  line: DisputedLineDto | null;
  from: string | null;
  to: string | null;
  /** Null where it is about no readings in particular. */
  readings: ReadingsInDisputeDto | null;
  /** Null if the dispute names no stop. */
  stop: StopInDisputeDto | null;
  claim: string;
  /** Net. */
  claimed: AmountDto | null;
  /** What was claimed, else all of the line or of the invoice; net. */
  atStake: AmountDto;
  /** `maker` where its people wrote down what a customer told them. */
  openedSide: 'customer' | 'maker';
  openedBy: string | null;
  openedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** In the words of who ended it. */
  answer: string;
  /** What settled it, where money did. */
  creditNote: SettlingNoteDto | null;
  /** How many notes there are. */
  notes: number;
}

export class DisputeNoteDto {
  id: string;
  at: Date;
  side: 'customer' | 'maker';
  by: string | null;
  text: string;
}

/** A meter that the disputed line counts. */
export class DisputedMeterDto {
  usageId: string;
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Null of a meter that belongs to a site. */
  serial: string | null;
  /** UCUM */
  unit: string;
  /** The charge takes it off what the others count. */
  deducts: boolean;
}

/** What a test of one of the line's meters found, and what the contract makes of it for the line. Days are local. */
export class MeterTestDto {
  id: string;
  /** Of the meter. */
  usageId: string;
  /** When it was written down, and by whom. */
  at: Date;
  by: string | null;
  testedOn: string;
  lastTestedOn: string | null;
  /** Above zero when the meter is fast. */
  errorPercent: string;
  tolerancePercent: string;
  requestedBy: MeterTestParty;
  reference: string;
  /** The error is none: nothing is corrected. */
  isWithinTolerance: boolean;
  /** The first day that is corrected; null where nothing is, or nothing bounds it. */
  correctedFrom: string | null;
  /** The day after the last one that is corrected. */
  correctedTo: string | null;
  /** On those of the line's days that are corrected. */
  registered: string | null;
  /** Of that, too much: below zero when the meter was slow. */
  overRegistered: string | null;
  /** Net, at most the line's: what that is worth; below zero when the customer owes it. Null where people have to work it out. */
  credit: AmountDto | null;
  fee: AmountDto | null;
  feePayer: MeterTestParty | null;
}

export class DisputeDetailDto extends DisputeDto {
  /** In the order in which it was written. */
  conversation: DisputeNoteDto[];
  /** Those that its line counts. */
  meters: DisputedMeterDto[];
  /** In the order in which they were written down. */
  meterTests: MeterTestDto[];
}

export class AtStakeDto {
  /** Open ones in this currency. */
  disputes: number;
  /** Net; an invoice counts at most once. */
  amount: AmountDto;
}

export class DisputeListDto {
  items: DisputeDto[];
  /** Cursor of the next page. */
  next: string | null;
  /** Of the open ones that the filter finds, on all pages. */
  atStake: AtStakeDto[];
}

export class InvoiceDisputesDto extends WholeListDto {
  /** The newest first. */
  items: DisputeDto[];
  /** The last local day on which it may be disputed; null where it can't be. */
  lastDay: string | null;
  /** Whether it may be disputed today. */
  isOpenToDisputes: boolean;
}
