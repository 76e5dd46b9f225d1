import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { BALANCE_KINDS, type BalanceKind, type DepositEnd, type UsageMethod } from '#contracts';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { AmountDto } from '../../contracts/contracts.dto.js';

/** What a meter brings as the last day that was billed elsewhere ends. */
export class NewTakenOverReadingDto {
  @IsUUID()
  meterId: string;

  /** What a counter showed, decimal; null of any other meter, which has no register. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  value?: string | null;

  /** When somebody read it, `YYYY-MM-DD`; null where nothing is read. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  readOn?: string | null;

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
export class NewTakenOverBalanceDto {
  @IsIn(BALANCE_KINDS)
  kind: BalanceKind;

  /** Of `prepaid`: the charge whose units were paid before; bills draw on the balance before they price a unit. */
  @MayBeNull()
  @IsString()
  @MaxLength(100)
  chargeKey?: string | null;

  /** Of a charge that rates each machine alone: the machine whose units were paid. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** What the charge prices, of `prepaid`; an amount in the contract's currency of a `deposit`; decimal. */
  @IsString()
  @MaxLength(40)
  quantity: string;

  /** The last day on which it can be used, `YYYY-MM-DD`; null without one, and of a deposit. */
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
  @Type(() => NewTakenOverBalanceDto)
  balances: NewTakenOverBalanceDto[];
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
  /** Of a counter alone a reading is asked. */
  method: UsageMethod;
  /** Null of an instrument that belongs to no machine. */
  serial: string | null;
  /** UCUM. */
  unit: string;
}

export class TakenOverReadingDto extends OpeningMeterDto {
  /** Decimal; null of what is no counter. */
  value: string | null;
  /** Null of what is no counter. */
  readOn: string | null;
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

/** A charge, or one machine of it, that may have prepaid units. */
export class PrepaidChargeDto extends OpeningChargeDto {
  /** UCUM, of what its meters count. */
  unit: string;
}

/** What the customer had left, and has by what is known now. */
export class TakenOverBalanceDto {
  kind: BalanceKind;
  /** Null of a deposit, and of what was approved before balances named a charge: no bill draws on that. */
  charge: PrepaidChargeDto | null;
  /** As it was brought; decimal. */
  quantity: string;
  expiresOn: string | null;
  note: string;
  /** What bills have not drawn of it; decimal. Null of a draft, and of what no bill draws on. */
  left: string | null;
  /** What is left can't be used any more. */
  lapsed: boolean;
}

export class DepositSetOffDto {
  invoiceId: string;
  number: string;
  amount: AmountDto;
}

/** Where the deposit stands that the contract brought. */
export class DepositStandingDto {
  /** What the maker still holds. */
  held: AmountDto;
  /** What issued invoices took of it. */
  setOff: DepositSetOffDto[];
  /** As the contract ends it goes back, or the last bill is set off against it first. */
  atEnd: DepositEnd;
  /** The last bill is issued: what is held goes back now. */
  due: boolean;
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
  /** Null of a draft, and where no deposit was brought. */
  deposit: DepositStandingDto | null;
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
  /** What it used in the running contract year is asked. */
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
  /** What a prepaid balance can be for. */
  prepaid: PrepaidChargeDto[];
}
