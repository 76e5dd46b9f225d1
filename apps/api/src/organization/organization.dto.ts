import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsEmail,
  IsInt,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { RegisteredPartsDto } from '../http/fields/address.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsAmountsByCurrency, IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';
import { WholeListDto } from '../http/whole-list.js';

/** Amount of a legal entity above which two people are needed: one approves an invoice, another one issues it. */
export class FourEyesDto {
  legalEntityId: string;
  /** Name of the legal entity. */
  name: string;
  /**
   * ISO 4217 code of its accounting currency. Amounts in other currencies are converted at the rate of the day; without
   * a rate, they need two people.
   */
  currency: string;
  /** Decimal; null if one person can decide on any amount. */
  @ApiProperty({ type: String, nullable: true })
  limit: string | null;
}

export class FourEyesChangeDto {
  @IsUUID()
  legalEntityId: string;

  /** Decimal, in the legal entity's accounting currency; null for no limit. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf((_object, value) => value !== null)
  @IsPositiveText()
  limit: string | null;
}

export class MakerDto {
  id: string;
  /** First topic level below `eaas/` of the maker's devices. */
  slug: string;
  name: string;
  /** Name by locale, if it differs. */
  nameI18n: Record<string, string>;
  brand: string;
  country: string;
  zone: string;
  /** Amounts above which two people are needed, by legal entity. */
  fourEyes: FourEyesDto[];
  /** The strictest of `fourEyes` by currency. Excludes legal entities without a limit. */
  @ApiProperty({ deprecated: true })
  fourEyesLimits: Record<string, string>;
  version: number;
}

export class MakerChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsTexts()
  nameI18n?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  brand?: string;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  /** Limits to change. Omitted legal entities keep their limit. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => FourEyesChangeDto)
  fourEyes?: FourEyesChangeDto[];

  /**
   * Use `fourEyes` instead. Each legal entity gets the strictest of these amounts, converted to its accounting currency
   * at the rate of the day, or 0 if none of them has a rate. An empty object removes all limits.
   */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeAbsent()
  @IsAmountsByCurrency()
  fourEyesLimits?: Record<string, string>;
}

export class BankAccountDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  bank?: string;

  /** IBAN, CLABE or account number of the bank. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  account?: string;

  @MayBeAbsent()
  @Matches(/^([A-Z0-9]{8}|[A-Z0-9]{11})?$/)
  bic?: string;
}

export class LegalEntityDto {
  id: string;
  name: string;
  country: string;
  /** ISO 4217 code of its accounting currency. */
  currency: string;
  zone: string;
  /** Tax numbers by type. */
  taxIds: Record<string, string>;
  /** Street of the registered address. */
  street: string;
  postalCode: string;
  city: string;
  /** Register entries by type. */
  registrations: Record<string, string>;
  /** E-mail address for buyers' questions about invoices. */
  email: string;
  bankAccount: BankAccountDto;
  /** Prefix of its document numbers. */
  seriesPrefix: string;
  /** The first month of its fiscal year, 1 to 12. */
  fiscalYearMonth: number;
  version: number;
}

export class LegalEntityListDto extends WholeListDto {
  items: LegalEntityDto[];
}

/** Printed details and numbering of the documents of a legal entity. */
class PrintedEntityDto extends RegisteredPartsDto {
  /** Register entries by type. */
  @MayBeAbsent()
  @IsTexts()
  registrations?: Record<string, string>;

  @ValidateIf((_object, value) => value !== undefined && value !== '')
  @IsEmail()
  @MaxLength(200)
  email?: string;

  @MayBeAbsent()
  @IsObject()
  @IsObject()
  @ValidateNested()
  @Type(() => BankAccountDto)
  bankAccount?: BankAccountDto;

  /** Capital letters and digits, unique among the maker's legal entities. */
  @MayBeAbsent()
  @Matches(/^[A-Z0-9]{1,10}$/)
  seriesPrefix?: string;

  /** Month, 1 to 12. */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(12)
  fiscalYearMonth?: number;
}

export class NewLegalEntityDto extends PrintedEntityDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsISO31661Alpha2()
  country: string;

  @IsISO4217CurrencyCode()
  currency: string;

  @IsTimeZone()
  zone: string;
}

export class LegalEntityChangesDto extends PrintedEntityDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;
}

export class OpeningHoursDto {
  /** ISO weekdays, 1 (Monday) to 7 (Sunday), in ascending order. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  days: number[];

  /** `HH:MM` in the hub's time zone. */
  @IsString()
  @Matches(/^\d\d:\d\d$/)
  open: string;

  @IsString()
  @Matches(/^\d\d:\d\d$/)
  close: string;
}

export class HubEntityDto {
  id: string;
  name: string;
  currency: string;
}

export class HubDto {
  id: string;
  code: string;
  name: string;
  country: string;
  zone: string;
  hours: OpeningHoursDto;
  emergency24x7: boolean;
  languages: string[];
  latitude: number;
  longitude: number;
  legalEntity: HubEntityDto;
  version: number;
}

export class HubListDto extends WholeListDto {
  items: HubDto[];
}

export class HubChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsUUID()
  legalEntityId?: string;

  @MayBeAbsent()
  @IsISO31661Alpha2()
  country?: string;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => OpeningHoursDto)
  hours?: OpeningHoursDto;

  @MayBeAbsent()
  @IsBoolean()
  emergency24x7?: boolean;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  languages?: string[];

  @MayBeAbsent()
  @IsNumber()
  @IsLatitude()
  latitude?: number;

  @MayBeAbsent()
  @IsNumber()
  @IsLongitude()
  longitude?: number;
}

export class NewHubDto {
  /** Short, unique code, such as `JKT`. */
  @IsString()
  @Matches(/^[A-Z0-9-]{2,12}$/)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsUUID()
  legalEntityId: string;

  @IsISO31661Alpha2()
  country: string;

  @IsTimeZone()
  zone: string;

  @ValidateNested()
  @Type(() => OpeningHoursDto)
  hours: OpeningHoursDto;

  @MayBeAbsent()
  @IsBoolean()
  emergency24x7?: boolean;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  languages?: string[];

  @IsNumber()
  @IsLatitude()
  latitude: number;

  @IsNumber()
  @IsLongitude()
  longitude: number;
}

export class HolidayQueryDto {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;
}

export class HolidayDto {
  /** `YYYY-MM-DD` in the hub's time zone. */
  day: string;
  name: string;
}

export class HolidayListDto extends WholeListDto {
  items: HolidayDto[];
}

export class HolidayNameDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;
}
