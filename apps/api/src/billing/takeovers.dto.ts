import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { BALANCE_KINDS, type BalanceKind } from '#contracts';
import { MayBeNull } from '../http/absence.decorators.js';
import { AmountDto } from '../contracts/contracts.dto.js';

/** What a register showed when the last day that was billed elsewhere ended. */
export class NewTakenOverReadingDto {
  @IsUUID()
  meterId: string;

  /** Decimal, in the meter's unit. */
  @IsString()
  @MaxLength(40)
  value: string;

  /** When somebody read it, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  readOn: string;

  /** By what it is known: a protocol, a photograph, the last invoice. */
  @IsString()
  @MaxLength(500)
  note: string;

  /** What the meter used in the running contract year until then, decimal; where a charge counts by year. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  usedInYear?: string | null;
}

/** What of a charge was billed elsewhere for the running contract year. */
export class NewTakenOverAmountDto {
  @IsString()
  @MaxLength(100)
  chargeKey: string;

  /** Of a charge that is billed machine by machine. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** Decimal, in the contract's currency, without tax where prices are without. */
  @IsString()
  @MaxLength(40)
  amount: string;
}

/** What the customer has left. */
export class TakenOverBalanceDto {
  @IsIn(BALANCE_KINDS)
  kind: BalanceKind;

  /** Hours of `prepaid`, an amount in the contract's currency of a `deposit`; decimal. */
  @IsString()
  @MaxLength(40)
  quantity: string;

  /** The day until which it can be used, `YYYY-MM-DD`; null without one. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  expiresOn: string | null;

  @IsString()
  @MaxLength(500)
  note: string;
}

export class TakeoverWishDto {
  /** The last day that was billed elsewhere, `YYYY-MM-DD`: the last one of a month. */
  @IsString()
  @MaxLength(10)
  billedUntil: string;

  /** By whom it was billed, and by which papers. */
  @IsString()
  @MaxLength(500)
  note: string;

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewTakenOverReadingDto)
  readings: NewTakenOverReadingDto[];

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewTakenOverAmountDto)
  amounts: NewTakenOverAmountDto[];

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TakenOverBalanceDto)
  balances: TakenOverBalanceDto[];
}

export class TakeoverApprovalDto {
  @IsString()
  @MaxLength(500)
  why: string;
}

export class TakeoverQueryDto {
  /** The last day that was billed elsewhere, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  billedUntil: string;
}

/** A meter by its names. */
export class OpeningMeterDto {
  meterId: string;
  device: string;
  signalKey: string;
  /** Null of an instrument that belongs to no machine. */
  serial: string | null;
  /** UCUM. */
  unit: string;
}

export class TakenOverReadingDto extends OpeningMeterDto {
  /** Decimal. */
  value: string;
  readOn: string;
  note: string;
  /** Null where no charge counts by year. */
  usedInYear: string | null;
}

export class OpeningChargeDto {
  chargeKey: string;
  /** By locale. */
  name: Record<string, string>;
  /** Where the contract says so. */
  clause: string;
  machineId: string | null;
  serial: string | null;
}

export class TakenOverAmountDto extends OpeningChargeDto {
  amount: AmountDto;
}

export class TakeoverDto {
  state: 'draft' | 'approved';
  billedUntil: string;
  /** The first day billed here. */
  billedFrom: string;
  note: string;
  readings: TakenOverReadingDto[];
  amounts: TakenOverAmountDto[];
  balances: TakenOverBalanceDto[];
  draftedAt: Date;
  /** Names; null for a customer's people. */
  draftedBy: string | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  /** SHA-256 of what was approved, as canonical JSON; null of a draft. */
  contentHash: string | null;
  version: number;
}

export class TakeoverStandingDto {
  /** Null of a contract that is billed here from its start, or whose take-over nobody approved yet when a customer asks. */
  takeover: TakeoverDto | null;
}

export class AskedMeterDto extends OpeningMeterDto {
  /** What it used in the running contract year is asked too. */
  countsByYear: boolean;
  /** What it showed then by our own readings, to the hour, decimal; null where there are none. */
  shownThen: string | null;
}

export class AskedAmountDto extends OpeningChargeDto {
  /** Else it matters only where the fee changes or ends before the year does. */
  required: boolean;
}

/** What has to be known so that the bill goes on. */
export class AskedOfTakeoverDto {
  /** The first day billed here. */
  billedFrom: string;
  /** The first day of the contract year that is half over then; null where one begins. */
  yearFrom: string | null;
  readings: AskedMeterDto[];
  amounts: AskedAmountDto[];
}
