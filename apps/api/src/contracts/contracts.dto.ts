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
  /** Decimal, with all the decimals of its currency. */
  amount: string;
  /** ISO 4217. */
  currency: string;
}

export class NamedDto {
  id: string;
  name: string;
}

export class PlanDto {
  id: string;
  code: string;
  /** By locale. */
  name: Record<string, string>;
  /** What its prices are made of, in a word or two. */
  structure: string;
}

export class ContractQueryDto extends PageQueryDto {
  /** Part of the number or of the customer's name. */
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

  @IsOptional()
  @IsIn(CONTRACT_STATES)
  state?: ContractState;
}

export class ContractRowDto {
  id: string;
  number: string;
  state: ContractState;
  customer: NamedDto;
  /** The maker's company that bills. */
  legalEntity: NamedDto;
  /** The customer's company that is billed. */
  buyer: NamedDto;
  plan: PlanDto;
  currency: string;
  /** IANA */
  zone: string;
  /** By which months it bills: those of the calendar, or those counted from its start date. */
  billingCalendar: PeriodAlignment;
  /** The first day that is billed, `YYYY-MM-DD`. */
  startsOn: string;
  /** The first day billed here, where earlier ones were billed elsewhere; null: from its start. */
  billedFrom: string | null;
  /** The last day that is billed. */
  endsOn: string | null;
  paymentDays: number;
  /** Prices contain the tax; otherwise it comes on top. */
  pricesIncludeTax: boolean;
  /** Kits that fall due are part of the price. */
  kitsIncluded: boolean;
  machineCount: number;
  version: number;
}

export class ContractListDto {
  items: ContractRowDto[];
  /** Cursor of the next page. */
  next: string | null;
}

export class ContractMachineDto {
  /** The machine's. */
  id: string;
  serial: string;
  /** The first day under the contract, `YYYY-MM-DD`. */
  from: string;
  /** The last day under the contract; null without an end. */
  endsOn: string | null;
  /** The day after the last one. Use `endsOn`, the last day. */
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
  /** How the signal's readings become a quantity. */
  method: UsageMethod;
  /** Of a time in a state and of events the values that count; every event where there are none. */
  matches: string[];
  /** Of peak demand: the length of its intervals, counted from each local midnight. */
  intervalMinutes: number | null;
  /** What a unit of the readings is in units of the quantity, decimal; null for one. */
  factor: string | null;
  /** Whether a charge takes off what it counts: good parts are all parts less scrap. */
  deducts: boolean;
  /** UCUM, of the quantity. */
  unit: string;
  /** The value at which the counter starts over at 0, decimal. */
  modulus: string | null;
  /** More than this in an hour, in units of the readings, is held, not billed; of a level what is higher. */
  maxRatePerHour: string | null;
  /** A silence longer than this is listed with the usage; a level stands so long at most. */
  maxGapMinutes: number;
}

/** Units of another charge that an amount due once pays before they are used. */
export class PrepaidSaleDto {
  /** The charge whose use draws on them. */
  @IsString()
  @MaxLength(40)
  chargeKey: string;

  /** In what that charge prices, decimal; of an amount for each machine, for each of them. */
  @IsString()
  @MaxLength(40)
  quantity: string;

  /** The last day on which they can be used, `YYYY-MM-DD`. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  expiresOn?: string | null;

  /** In place of a day: for so many months from the first day on which they can be used. Neither of both: until the contract ends. */
  @MayBeNull()
  @IsInt()
  expiresAfterMonths?: number | null;
}

/** One price of a contract. */
export class ChargeDto {
  id: string;
  /** Its name within the contract, which stays: lines of invoices refer to it. */
  key: string;
  /** By locale; empty where a text is made from its terms. */
  name: Record<string, string>;
  /** Where the contract says so. */
  clause: string;
  /** For each month after or before it, for each contract year before it, or once. */
  due: ChargeDue;
  /** Of a charge that is due once, `YYYY-MM-DD`; the contract's first day where it is null. */
  dueOn: string | null;
  /** What its allowances, tiers, bands and minimums are of: a month, or a year from the contract's start date. */
  countsBy: CounterSpan;
  /** Whether a flat amount is due for each machine. */
  perMachine: boolean;
  /** Machines that a charge per machine covers; all of the contract where none is named. */
  machineIds: string[];
  /** What it counts; none for a flat amount. */
  meterIds: string[];
  pricing: PricingTermsDto;
  /** Of an amount due once: it is the customer's money, no revenue and outside of tax, held until the contract has ended. */
  deposit?: boolean;
  /** Of an amount due once: what it sells that is used later; absent of all others. */
  prepaid?: PrepaidSaleDto;
}

/** What a contract says from a day on, until the next version. */
export class ContractVersionDto {
  /** `YYYY-MM-DD` */
  from: string;
  /** The amendments that take effect on it; none of what was agreed first. */
  amendmentIds: string[];
  /** The customer's company that is billed. */
  buyer: NamedDto;
  plan: PlanDto;
  paymentDays: number;
  kitsIncluded: boolean;
  exit: ExitAgreementDto | null;
  /** How prices follow indexes; null where they don't. */
  indexClause: IndexClauseDto | null;
  pauses: PauseDto[];
  /** What is agreed of a whole bill; null where nothing is. */
  invoiceTerms: InvoiceTermsDto | null;
  performance: PerformanceTermDto[];
  /** In the order of the invoice. */
  charges: ChargeDto[];
}

/** Its terms are today's; machines, meters and the end are of all time. */
export class ContractDto extends ContractRowDto {
  /** What was agreed about leaving it, today; null where nothing but words was. */
  exit: ExitAgreementDto | null;
  /** How its prices follow indexes, as it was agreed for today; null where they don't. */
  indexClause: IndexClauseDto | null;
  /** What is agreed today. */
  pauses: PauseDto[];
  /** What is promised today, and judged once a month is over. */
  performance: PerformanceTermDto[];
  /** Days of pauses until the contract ends, or for some years to come. */
  pausedDays: PausedDaysDto[];
  /** What is agreed of a whole bill today; null where nothing is. */
  invoiceTerms: InvoiceTermsDto | null;
  terms: Record<string, unknown>;
  /** Its terms in the course of time, those that it began with first. */
  versions: ContractVersionDto[];
  machines: ContractMachineDto[];
  meters: MeterDto[];
  /** In the order of the invoice. */
  charges: ChargeDto[];
}
