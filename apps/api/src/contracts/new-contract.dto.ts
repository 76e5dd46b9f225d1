import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  CHARGE_DUES,
  type ChargeDue,
  CONTRACT_STATES,
  type ContractState,
  COUNTER_SPANS,
  type CounterSpan,
  PERIOD_ALIGNMENTS,
  type PeriodAlignment,
} from '#contracts';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';
import { AgreedTermsDto } from './terms/agreed-terms.dto.js';
import { MeterSettingsDto } from './terms/meter-settings.dto.js';
import { PricingTermsDto } from './terms/pricing-terms.dto.js';
import { PrepaidSaleDto } from './contracts.dto.js';

export class NewContractMachineDto {
  @IsUUID()
  machineId: string;

  /** The first day, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  from: string;

  /** The last day, `YYYY-MM-DD`; null without an end. Takes precedence over `to`. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  /** The day after the last one. Use `endsOn`, the last day. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  to?: string | null;
}

export class NewMeterDto extends MeterSettingsDto {
  /** Chosen by the client, so that a charge can name it, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsUUID()
  deviceId: string;

  /** Of the device; its kind fits the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

  /** Decimal; the signal's when left out. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  modulus?: string | null;

  /** The model's definition that it is a copy of, as `GET /model-meters/proposals` names it. A meter that stays keeps it. */
  @MayBeNull()
  @IsUUID()
  modelMeterId?: string | null;
}

/** What is left out: a key after what the charge is for, monthly, in arrears. */
export class NewChargeDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Letters, digits, `-` and `_`; a charge that stays keeps its key. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  key?: string;

  /** By locale. */
  @MayBeAbsent()
  @IsTexts()
  name?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  clause?: string;

  /** Charges that count something are due in arrears. */
  @MayBeAbsent()
  @IsIn(CHARGE_DUES)
  due?: ChargeDue;

  @MayBeNull()
  @IsString()
  @MaxLength(10)
  dueOn?: string | null;

  @MayBeAbsent()
  @IsIn(COUNTER_SPANS)
  countsBy?: CounterSpan;

  @MayBeAbsent()
  @IsBoolean()
  perMachine?: boolean;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  machineIds?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  meterIds?: string[];

  @IsObject()
  @ValidateNested()
  @Type(() => PricingTermsDto)
  pricing: PricingTermsDto;

  /** Of an amount due once: it is the customer's money, no revenue and outside of tax, held until the contract has ended. */
  @MayBeAbsent()
  @IsBoolean()
  deposit?: boolean;

  /** Of an amount due once: units of another charge that it pays before they are used. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => PrepaidSaleDto)
  prepaid?: PrepaidSaleDto | null;
}

/** What a contract says that is written as a whole, when it is made and while it is a draft. */
class WrittenTermsDto extends AgreedTermsDto {
  /** By which months it bills: those of the calendar, or those counted from its start date; a new one's are the calendar's when it is left out. */
  @MayBeAbsent()
  @IsIn(PERIOD_ALIGNMENTS)
  billingCalendar?: PeriodAlignment;

  /** Prices contain the tax; otherwise it comes on top. */
  @MayBeAbsent()
  @IsBoolean()
  pricesIncludeTax?: boolean;

  @MayBeAbsent()
  @IsObject()
  terms?: Record<string, unknown>;

  /** All of them: the list replaces what was there. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewContractMachineDto)
  machines?: NewContractMachineDto[];

  /** All of them: the list replaces what was there. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewMeterDto)
  meters?: NewMeterDto[];

  /** All of them: the list replaces what was there. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges?: NewChargeDto[];
}

export class ContractChangesDto extends WrittenTermsDto {
  /** The price book's version that its charges are taken from; only noted, and of a draft alone. */
  @MayBeAbsent()
  @IsUUID()
  priceBookVersionId?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  number?: string;

  @MayBeAbsent()
  @IsUUID()
  customerId?: string;

  @MayBeAbsent()
  @IsUUID()
  legalEntityId?: string;

  /** Another customer's first company when only the customer changes. */
  @MayBeAbsent()
  @IsUUID()
  buyerId?: string;

  @MayBeAbsent()
  @IsUUID()
  planId?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(3)
  currency?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  zone?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(10)
  startsOn?: string;

  /** A draft becomes active, an active contract ends; nothing leads back. */
  @MayBeAbsent()
  @IsIn(CONTRACT_STATES)
  state?: ContractState;
}

export class NewContractDto extends WrittenTermsDto {
  /** Chosen by the client, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  number: string;

  @IsUUID()
  customerId: string;

  @IsUUID()
  legalEntityId: string;

  /** The customer's first company when it is left out. */
  @MayBeAbsent()
  @IsUUID()
  buyerId?: string;

  @IsUUID()
  planId: string;

  /** A price book's version whose prices it begins with: charges that are left out are filled in where they have what they count. Only noted after that. */
  @MayBeAbsent()
  @IsUUID()
  priceBookVersionId?: string;

  @IsString()
  @MaxLength(3)
  currency: string;

  @IsString()
  @MaxLength(64)
  zone: string;

  /** The first day that is billed. */
  @IsString()
  @MaxLength(10)
  startsOn: string;

  /** `active` at once, when it can be billed. */
  @MayBeAbsent()
  @IsIn(['draft', 'active'])
  state?: 'draft' | 'active';
}
