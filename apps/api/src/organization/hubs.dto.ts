import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO31661Alpha2,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNumber,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class OpeningHoursDto {
  /** Days with these hours, as ISO weekdays from 1 (Monday) to 7 (Sunday), in ascending order. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  days: number[];

  /** Opening time, `HH:MM` in the hub's time zone. `close` is the closing time. */
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
