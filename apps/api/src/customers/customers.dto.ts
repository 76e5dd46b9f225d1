import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsISO31661Alpha2,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { toBoolean } from '../http/fields/query-boolean.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

export class CustomerQueryDto extends PageQueryDto {
  /** Part of the code, name or industry. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  hubId?: string;

  /** Whether to include archived customers. Defaults to false. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  archived?: boolean;
}

export class CustomerDto {
  id: string;
  code: string;
  name: string;
  /** ISO 3166-1 alpha-2 country code. */
  country: string;
  /** BCP 47 language tag. */
  language: string;
  industry: string;
  taxId: string;
  hubId: string | null;
  /** Partner, such as a dealer or group. Its users can also see the customer. */
  partnerId: string | null;
  archivedAt: Date | null;
  version: number;
}

export class CustomerRowDto extends CustomerDto {
  siteCount: number;
  /** Number of machines that are currently at the customer's sites. */
  machineCount: number;
}

export class CustomerListDto {
  items: CustomerRowDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class NewCustomerDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @Matches(CODE)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsISO31661Alpha2()
  country: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(35)
  language?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  industry?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  taxId?: string;

  @MayBeNull()
  @IsUUID()
  hubId?: string | null;

  @MayBeNull()
  @IsUUID()
  partnerId?: string | null;
}

export class CustomerChangesDto {
  @MayBeAbsent()
  @Matches(CODE)
  code?: string;

  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsISO31661Alpha2()
  country?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(35)
  language?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  industry?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  taxId?: string;

  @MayBeNull()
  @IsUUID()
  hubId?: string | null;

  @MayBeNull()
  @IsUUID()
  partnerId?: string | null;

  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
