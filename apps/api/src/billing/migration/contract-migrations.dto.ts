import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { BALANCE_KINDS, type BalanceKind, type DepositEnd, type UsageMethod } from '#contracts';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { AmountDto } from '../../contracts/contracts.dto.js';

/** Opening data of a meter, as of the end of the last day that was billed elsewhere. */
export class NewMigratedReadingDto {
  @IsUUID()
  meterId: string;

  /** Decimal. Counter value; null for other meters, which have no register. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  value?: string | null;

  /** Date of the reading, `YYYY-MM-DD`; null if there is no reading. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  readOn?: string | null;

  /** Source of the reading, such as a handover record, a photo or the last invoice. */
  @IsString()
  @MaxLength(500)
  note: string;

  /** Decimal. Usage in the current contract year to date, if a charge counts by year. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  usedInYear?: string | null;
}

/** Amount of a charge that was billed elsewhere for the current contract year. */
export class NewMigratedAmountDto {
  @IsString()
  @MaxLength(100)
  chargeKey: string;

  /** Machine, for a charge that is billed per machine. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** Decimal, in the contract's currency. It includes tax if the contract's prices include tax. */
  @IsString()
  @MaxLength(40)
  amount: string;
}

/** Remaining balance of the customer. */
export class NewMigratedBalanceDto {
  @IsIn(BALANCE_KINDS)
  kind: BalanceKind;

  /**
   * Charge that the credits of a `prepaid` balance are for. Units are taken from the balance before they are billed.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(100)
  chargeKey?: string | null;

  /** Machine that the credits are for, if the charge rates each machine separately. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /**
   * Decimal. For `prepaid`, a quantity in the unit that the charge prices. For a `deposit`, an amount in the contract's
   * currency.
   */
  @IsString()
  @MaxLength(40)
  quantity: string;

  /**
   * The last day on which the balance can be used, `YYYY-MM-DD`, inclusive. Null if there is no last day, and for a
   * deposit.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  expiresOn: string | null;

  @IsString()
  @MaxLength(500)
  note: string;
}

export class ContractMigrationInputDto {
  /** The last day that was billed elsewhere, `YYYY-MM-DD`. It must be the last day of a billing month. */
  @IsString()
  @MaxLength(10)
  billedUntil: string;

  /** Company that billed the contract before, and supporting documents. */
  @IsString()
  @MaxLength(500)
  note: string;

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewMigratedReadingDto)
  readings: NewMigratedReadingDto[];

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewMigratedAmountDto)
  amounts: NewMigratedAmountDto[];

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NewMigratedBalanceDto)
  balances: NewMigratedBalanceDto[];
}

export class ContractMigrationApprovalDto {
  @IsString()
  @MaxLength(500)
  why: string;
}

export class ContractMigrationQueryDto {
  /** The last day that was billed elsewhere, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  billedUntil: string;
}

/** Meter, identified by device and signal. */
export class OpeningMeterDto {
  meterId: string;
  device: string;
  signalKey: string;
  /** Method by which usage is derived. Only a counter needs an opening reading. */
  method: UsageMethod;
  /** Serial number of the machine; null for an instrument that belongs to no machine. */
  serial: string | null;
  /** UCUM unit code. */
  unit: string;
}

export class MigratedReadingDto extends OpeningMeterDto {
  /** Decimal. Counter value; null unless the meter is a counter. */
  value: string | null;
  /** Date of the reading, `YYYY-MM-DD`; null unless the meter is a counter. */
  readOn: string | null;
  note: string;
  /** Decimal. Usage in the current contract year to date; null if no charge counts by year. */
  usedInYear: string | null;
}

export class OpeningChargeDto {
  chargeKey: string;
  /** Name by locale. */
  name: Record<string, string>;
  /** Clause of the contract. */
  clause: string;
  machineId: string | null;
  serial: string | null;
}

export class MigratedAmountDto extends OpeningChargeDto {
  amount: AmountDto;
}

/** Charge that can have prepaid credits, or one of its machines. */
export class PrepaidChargeDto extends OpeningChargeDto {
  /** UCUM unit code of the quantity that its meters count. */
  unit: string;
}

/** Balance at the migration, and the current balance. */
export class MigratedBalanceDto {
  kind: BalanceKind;
  /**
   * Charge that the balance is for. Null for a deposit, and for an old balance that was approved without a charge,
   * which invoices do not use.
   */
  charge: PrepaidChargeDto | null;
  /** Decimal. Initial balance. */
  quantity: string;
  expiresOn: string | null;
  note: string;
  /** Decimal. Balance that invoices have not used yet. Null for a draft, and for a balance that invoices do not use. */
  left: string | null;
  /** Whether the balance has expired. */
  lapsed: boolean;
}

export class DepositSetOffDto {
  invoiceId: string;
  number: string;
  amount: AmountDto;
}

/** Status of the deposit that the migration transferred. */
export class DepositStatusDto {
  /** Amount that the maker still holds. */
  held: AmountDto;
  /** Parts of the deposit that paid issued invoices. */
  setOff: DepositSetOffDto[];
  /** Use of the deposit at the end of the contract: it is paid back, or first used to pay the last invoice. */
  atEnd: DepositEnd;
  /** Whether the last invoice is issued, so that the remaining deposit is due for repayment. */
  due: boolean;
}

export class ContractMigrationDto {
  state: 'draft' | 'approved';
  billedUntil: string;
  /** The first day billed here. */
  billedFrom: string;
  note: string;
  readings: MigratedReadingDto[];
  amounts: MigratedAmountDto[];
  balances: MigratedBalanceDto[];
  /** Status of the deposit; null for a draft, and if the migration transferred no deposit. */
  deposit: DepositStatusDto | null;
  draftedAt: Date;
  /** Name of the author; null for customers. */
  draftedBy: string | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  /** SHA-256 of the approved content as canonical JSON; null for a draft. */
  contentHash: string | null;
  version: number;
}

export class ContractMigrationStatusDto {
  /**
   * Contract migration; null if the contract has been billed here from its start. Customers receive null until the
   * migration is approved.
   */
  takeover: ContractMigrationDto | null;
}

export class RequiredMeterDto extends OpeningMeterDto {
  /** Whether the meter's usage in the current contract year is required. */
  countsByYear: boolean;
  /**
   * Decimal. Counter value at the end of the last day billed elsewhere, accurate to the hour, according to readings in
   * this system; null if there are no readings.
   */
  shownThen: string | null;
}

export class RequiredAmountDto extends OpeningChargeDto {
  /**
   * Whether the amount is required. An optional amount matters only if the fee changes or ends before the end of the
   * contract year.
   */
  required: boolean;
}

/** Data that is required to continue billing. */
export class MigrationRequirementsDto {
  /** The first day billed here. */
  billedFrom: string;
  /** The first day of the contract year in progress on `billedFrom`; null if a contract year begins on that day. */
  yearFrom: string | null;
  readings: RequiredMeterDto[];
  amounts: RequiredAmountDto[];
  /** Charges that a prepaid balance can be for. */
  prepaid: PrepaidChargeDto[];
}
