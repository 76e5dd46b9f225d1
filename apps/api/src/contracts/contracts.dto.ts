import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  type ChargeDue,
  CONTRACT_STATES,
  type ContractState,
  type CounterSpan,
  type PeriodAlignment,
  type UsageMethod,
} from '#contracts';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { ExitAgreementDto } from './terms/exit-agreement.dto.js';
import { IndexClauseDto } from './terms/index-clause.dto.js';
import { InvoiceTermsDto } from './terms/invoice-terms.dto.js';
import { PausedDaysDto, PauseDto } from './terms/pause.dto.js';
import { PerformanceTermDto } from './terms/performance.dto.js';
import { PricingTermsDto } from './terms/pricing-terms.dto.js';

export class AmountDto {
  /** Decimal, with all decimals of the currency. */
  amount: string;
  /** ISO 4217 currency code. */
  currency: string;
}

export class NamedDto {
  id: string;
  name: string;
}

export class PlanDto {
  id: string;
  code: string;
  /** Name by locale. */
  name: Record<string, string>;
  /** Short description of the price structure. */
  structure: string;
}

export class ContractQueryDto extends PageQueryDto {
  /** Part of the contract number or the customer's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  machineId?: string;

  /** Returns contracts that include a machine or a metered device of the site. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  @IsOptional()
  @IsIn(CONTRACT_STATES)
  state?: ContractState;
}

export class ContractRowDto {
  id: string;
  number: string;
  state: ContractState;
  customer: NamedDto;
  /** The seller: one of the maker's legal entities. */
  legalEntity: NamedDto;
  /** The customer's legal entity that is billed. */
  buyer: NamedDto;
  plan: PlanDto;
  currency: string;
  /** IANA time zone. */
  zone: string;
  /** Whether billing months are calendar months or are counted from the start date. */
  billingCalendar: PeriodAlignment;
  /** The first day billed, `YYYY-MM-DD`. */
  startsOn: string;
  /**
   * The first day billed here, if earlier days were billed elsewhere; null if the contract has been billed here from
   * its start.
   */
  billedFrom: string | null;
  /** The last day billed, inclusive; null if there is no end date. */
  endsOn: string | null;
  paymentDays: number;
  /** Whether prices include tax. Otherwise, tax is added. */
  pricesIncludeTax: boolean;
  /** Whether the price includes the kits for maintenance. */
  kitsIncluded: boolean;
  machineCount: number;
  version: number;
}

export class ContractListDto {
  items: ContractRowDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class ContractMachineDto {
  /** Id of the machine. */
  id: string;
  serial: string;
  /** The first day under the contract, `YYYY-MM-DD`. */
  from: string;
  /** The last day under the contract, inclusive; null if there is no end date. */
  endsOn: string | null;
  /** Deprecated: the day after the last day. Use `endsOn` instead. */
  @ApiProperty({ deprecated: true })
  to: string | null;
}

export class MeteredDeviceDto {
  id: string;
  code: string;
}

export class MeterDto {
  id: string;
  device: MeteredDeviceDto;
  signalKey: string;
  /** Method by which a quantity is derived from the readings of the signal. */
  method: UsageMethod;
  /** Values that count, for methods that count time in a state or events. If it is empty, every event counts. */
  matches: string[];
  /** Length of the intervals of peak demand in minutes, counted from each local midnight; null for other methods. */
  intervalMinutes: number | null;
  /** Decimal. Units of the quantity per unit of the readings. Null means 1. */
  factor: string | null;
  /**
   * Whether charges subtract the meter's quantity from the quantity of the other meters, such as scrap from all parts
   * produced.
   */
  deducts: boolean;
  /** UCUM unit code of the quantity. */
  unit: string;
  /** Decimal. Value at which the counter rolls over to 0; null if it does not roll over or the value is unknown. */
  modulus: string | null;
  /**
   * Decimal. Maximum increase per hour, in units of the readings; for a level, the maximum value. Usage above this
   * limit is put on hold. Null if there is no limit.
   */
  maxRatePerHour: string | null;
  /**
   * Longest data gap in minutes. A longer gap is reported with the usage. A level without a new reading counts for at
   * most this long.
   */
  maxGapMinutes: number;
}

/** Prepaid credits that a one-time charge sells for another charge. */
export class PrepaidSaleDto {
  /** Key of the charge that uses the credits. */
  @IsString()
  @MaxLength(40)
  chargeKey: string;

  /**
   * Decimal. Number of credits, in the unit that the charge prices. If the one-time charge is per machine, the number
   * is also per machine.
   */
  @IsString()
  @MaxLength(40)
  quantity: string;

  /** The last day on which the credits can be used, `YYYY-MM-DD`, inclusive. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  expiresOn?: string | null;

  /**
   * Number of months for which the credits are valid. Set this instead of `expiresOn`. Without either, the credits are
   * valid until the contract ends.
   */
  @MayBeNull()
  @IsInt()
  expiresAfterMonths?: number | null;
}

/** Charge of a contract. */
export class ChargeDto {
  id: string;
  /** Key within the contract. It never changes, because invoice lines refer to it. */
  key: string;
  /** Name by locale; empty if the name is generated from the terms. */
  name: Record<string, string>;
  /** Clause of the contract. */
  clause: string;
  /**
   * Due date of the charge: monthly in arrears (`arrears`) or in advance (`advance`), in advance for each quarter or
   * year of the contract (`quarterly`, `yearly`), or once (`once`).
   */
  due: ChargeDue;
  /** Due date of a one-time charge, `YYYY-MM-DD`; null for the first day of the contract. */
  dueOn: string | null;
  /**
   * Period of the allowances, tiers, bands and minimums of the charge: a billing month (`month`), or a contract year
   * (`year`).
   */
  countsBy: CounterSpan;
  /** Whether a flat amount is due per machine. */
  perMachine: boolean;
  /** Machines that a charge per machine covers; empty for all machines of the contract. */
  machineIds: string[];
  /** Meters that the charge counts; empty for a flat amount. */
  meterIds: string[];
  pricing: PricingTermsDto;
  /**
   * Whether a one-time amount is a deposit, which is neither revenue nor taxed and is held for the customer until the
   * contract has ended.
   */
  deposit?: boolean;
  /** Prepaid credits that a one-time amount sells. Absent for other charges. */
  prepaid?: PrepaidSaleDto;
}

/** Terms of a contract from a day until the next version. */
export class ContractVersionDto {
  /** The first day of the version, `YYYY-MM-DD`. */
  from: string;
  /** Amendments that take effect on the first day of the version; empty for the initial terms. */
  amendmentIds: string[];
  /** The customer's legal entity that is billed. */
  buyer: NamedDto;
  plan: PlanDto;
  paymentDays: number;
  kitsIncluded: boolean;
  exit: ExitAgreementDto | null;
  /** Index clause; null if prices do not follow indexes. */
  indexClause: IndexClauseDto | null;
  pauses: PauseDto[];
  /** Terms of the whole invoice; null if there are none. */
  invoiceTerms: InvoiceTermsDto | null;
  performance: PerformanceTermDto[];
  /** Charges, in the order in which invoices list them. */
  charges: ChargeDto[];
}

/**
 * Contract with its current terms. Its machines, meters and end date take all versions of the terms into account,
 * including past and future ones.
 */
export class ContractDto extends ContractRowDto {
  /** Current exit terms; null if there are none, or if they exist only as text. */
  exit: ExitAgreementDto | null;
  /** Current index clause; null if prices do not follow indexes. */
  indexClause: IndexClauseDto | null;
  /** Pauses as currently agreed. */
  pauses: PauseDto[];
  /** Guarantees as currently agreed, evaluated at the end of each month. */
  performance: PerformanceTermDto[];
  /** Days of pauses until the contract ends or, if it has no end date, for this year and the next two. */
  pausedDays: PausedDaysDto[];
  /** Current terms of the whole invoice; null if there are none. */
  invoiceTerms: InvoiceTermsDto | null;
  terms: Record<string, unknown>;
  /** All versions of the terms, original terms first. */
  versions: ContractVersionDto[];
  machines: ContractMachineDto[];
  meters: MeterDto[];
  /** Charges, in the order in which invoices list them. */
  charges: ChargeDto[];
}
