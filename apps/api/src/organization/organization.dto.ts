import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export class MakerDto {
  id: string;
  /** First level below `eaas/` of its devices' topics. */
  slug: string;
  name: string;
  /** The name by locale, where it differs. */
  nameI18n: Record<string, string>;
  brand: string;
  country: string;
  zone: string;
  version: number;
}

export class MakerChangesDto {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @IsOptional()
  @IsObject()
  nameI18n?: Record<string, string>;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  brand?: string;

  @IsOptional()
  @IsTimeZone()
  zone?: string;
}

export class LegalEntityDto {
  id: string;
  name: string;
  country: string;
  /** ISO 4217. */
  currency: string;
  zone: string;
  /** Tax numbers by their kind. */
  taxIds: Record<string, string>;
  version: number;
}

export class LegalEntityListDto {
  items: LegalEntityDto[];
}

export class NewLegalEntityDto {
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

  @IsOptional()
  @IsObject()
  taxIds?: Record<string, string>;
}

export class LegalEntityChangesDto {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @IsOptional()
  @IsTimeZone()
  zone?: string;

  @IsOptional()
  @IsObject()
  taxIds?: Record<string, string>;
}

export class OpeningHoursDto {
  /** ISO weekdays, 1 Monday to 7 Sunday, ascending. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  days: number[];

  /** `HH:MM` in the hub's zone. */
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

export class HubListDto {
  items: HubDto[];
}

export class HubChangesDto {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @IsISO31661Alpha2()
  country?: string;

  @IsOptional()
  @IsTimeZone()
  zone?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => OpeningHoursDto)
  hours?: OpeningHoursDto;

  @IsOptional()
  @IsBoolean()
  emergency24x7?: boolean;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  languages?: string[];

  @IsOptional()
  @IsNumber()
  @IsLatitude()
  latitude?: number;

  @IsOptional()
  @IsNumber()
  @IsLongitude()
  longitude?: number;
}

export class NewHubDto {
  /** Short and unique: `JKT`. */
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

  @IsOptional()
  @IsBoolean()
  emergency24x7?: boolean;

  @IsOptional()
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
  /** `YYYY-MM-DD` in the hub's zone. */
  day: string;
  name: string;
}

export class HolidayListDto {
  items: HolidayDto[];
}

export class HolidayNameDto {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;
}
