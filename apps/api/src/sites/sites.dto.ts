import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsISO31661Alpha2,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { toBoolean } from '../http/fields/query-boolean.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

export class SiteQueryDto extends PageQueryDto {
  /** Part of the code, the name, the city or the customer's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  /** Hub that serves the site. */
  @IsOptional()
  @IsUUID()
  hubId?: string;

  /** Whether to include archived sites. Defaults to false. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  archived?: boolean;
}

export class SiteCustomerDto {
  id: string;
  name: string;
}

export class SiteDto {
  id: string;
  code: string;
  name: string;
  customer: SiteCustomerDto;
  address: string;
  city: string;
  /** ISO 3166-1 alpha-2 country code. */
  country: string;
  latitude: number | null;
  longitude: number | null;
  /** IANA time zone. */
  zone: string;
  /** Hub of the site; null if the hub of the customer serves the site. */
  hubId: string | null;
  /** Access instructions for technicians. */
  accessNotes: string;
  /** Number of machines currently at the site. */
  machineCount: number;
  archivedAt: Date | null;
  version: number;
}

export class SiteListDto {
  items: SiteDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class NewSiteDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Customer of the site. It cannot be changed. If a plant is sold, create a new site. */
  @IsUUID()
  customerId: string;

  @Matches(CODE)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  address?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  city?: string;

  @IsISO31661Alpha2()
  country: string;

  @MayBeNull()
  @IsNumber()
  @IsLatitude()
  latitude?: number | null;

  @MayBeNull()
  @IsNumber()
  @IsLongitude()
  longitude?: number | null;

  @IsTimeZone()
  zone: string;

  @MayBeNull()
  @IsUUID()
  hubId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  accessNotes?: string;
}

export class SiteChangesDto {
  @MayBeAbsent()
  @Matches(CODE)
  code?: string;

  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  address?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  city?: string;

  @MayBeAbsent()
  @IsISO31661Alpha2()
  country?: string;

  @MayBeNull()
  @IsNumber()
  @IsLatitude()
  latitude?: number | null;

  @MayBeNull()
  @IsNumber()
  @IsLongitude()
  longitude?: number | null;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  @MayBeNull()
  @IsUUID()
  hubId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  accessNotes?: string;

  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
