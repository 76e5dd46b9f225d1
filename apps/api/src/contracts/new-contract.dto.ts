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

  /** The first day under the contract, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  from: string;

  /**
   * The last day under the contract, `YYYY-MM-DD`, inclusive; null if there is no end date. Takes precedence over
   * `to`.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  /** Deprecated: the day after the last day. Use `endsOn` instead. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  to?: string | null;
}

export class NewMeterDto extends MeterSettingsDto {
  /** Id chosen by the client, so that a charge can refer to it. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsUUID()
  deviceId: string;

  /** Key of a signal of the device. Its kind must suit the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

  /** Decimal. Value at which the counter rolls over to 0. Defaults to the value of the signal. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  modulus?: string | null;

  /**
   * Model meter that the meter is copied from, as returned by `GET /model-meters/proposals`. It cannot be changed for
   * an existing meter.
   */
  @MayBeNull()
  @IsUUID()
  modelMeterId?: string | null;
}

/**
 * New or existing charge. By default, the key is derived from the content, and the charge is due monthly in arrears.
 */
export class NewChargeDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Letters, digits, `-` and `_`. An existing charge keeps its key. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  key?: string;

  /** Name by locale. */
  @MayBeAbsent()
  @IsTexts()
  name?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  clause?: string;

  /** Due date of the charge. Charges that count usage are due in arrears. */
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

  /**
   * Whether a one-time amount is a deposit, which is neither revenue nor taxed and is held for the customer until the
   * contract has ended.
   */
  @MayBeAbsent()
  @IsBoolean()
  deposit?: boolean;

  /** Prepaid credits that a one-time amount sells for another charge. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => PrepaidSaleDto)
  prepaid?: PrepaidSaleDto | null;
}

/** Terms that can be set when a contract is created and while it is a draft. */
class WrittenTermsDto extends AgreedTermsDto {
  /**
   * Whether billing months are calendar months or are counted from the start date. Defaults to calendar months for a
   * new contract.
   */
  @MayBeAbsent()
  @IsIn(PERIOD_ALIGNMENTS)
  billingCalendar?: PeriodAlignment;

  /** Whether prices include tax. Otherwise, tax is added. */
  @MayBeAbsent()
  @IsBoolean()
  pricesIncludeTax?: boolean;

  @MayBeAbsent()
  @IsObject()
  terms?: Record<string, unknown>;

  /** All machines. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewContractMachineDto)
  machines?: NewContractMachineDto[];

  /** All meters. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewMeterDto)
  meters?: NewMeterDto[];

  /** All charges. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges?: NewChargeDto[];
}

export class ContractChangesDto extends WrittenTermsDto {
  /**
   * Price book version that the charges come from. It is stored for reference only, and can be set only for a draft.
   */
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

  /**
   * The customer's legal entity that is billed. If `customerId` changes, defaults to the first legal entity of the new
   * customer.
   */
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

  /** Transition from draft to active, or from active to ended. It cannot be undone. */
  @MayBeAbsent()
  @IsIn(CONTRACT_STATES)
  state?: ContractState;
}

export class NewContractDto extends WrittenTermsDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
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

  /** The customer's legal entity that is billed. Defaults to the customer's first legal entity. */
  @MayBeAbsent()
  @IsUUID()
  buyerId?: string;

  @IsUUID()
  planId: string;

  /**
   * Price book version for the initial prices. If `charges` is omitted, the version provides the charges of the plan,
   * unless they count usage and the contract has no meters. Otherwise, the version is stored for reference only.
   */
  @MayBeAbsent()
  @IsUUID()
  priceBookVersionId?: string;

  @IsString()
  @MaxLength(3)
  currency: string;

  @IsString()
  @MaxLength(64)
  zone: string;

  /** The first day billed, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  startsOn: string;

  /** `active` activates the contract immediately if it can be billed. */
  @MayBeAbsent()
  @IsIn(['draft', 'active'])
  state?: 'draft' | 'active';
}
