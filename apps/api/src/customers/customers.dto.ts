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

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

/** `?archived=true`; anything else is left for the validator to refuse. */
const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class CustomerQueryDto extends PageQueryDto {
  /** Part of code, name or industry. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  hubId?: string;

  /** Archived ones too. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  archived?: boolean;
}

export class CustomerDto {
  id: string;
  code: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** BCP 47. */
  language: string;
  industry: string;
  taxId: string;
  hubId: string | null;
  /** The dealer or group whose people reach it too. */
  partnerId: string | null;
  archivedAt: Date | null;
  version: number;
}

export class CustomerRowDto extends CustomerDto {
  siteCount: number;
  /** Machines that stand at its sites now. */
  machineCount: number;
}

export class CustomerListDto {
  items: CustomerRowDto[];
  /** Cursor of the next page. */
  next: string | null;
}

export class NewCustomerDto {
  /** Chosen by the client, or by the server. */
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
