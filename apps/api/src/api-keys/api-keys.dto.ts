import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { type Permission, PERMISSIONS } from '#organization';
import { WholeListDto } from '../http/whole-list.js';

export class NewApiKeyDto {
  /** What the key is for. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** A part of what its maker may do. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions: Permission[];

  /** When the key ends. A key made by a key ends with it when this is left out. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;
}

export class ApiKeyDto {
  id: string;
  name: string;
  /** The part of the key that may be shown, `dck_<prefix>_…`. */
  prefix: string;
  permissions: string[];
  /** The membership it acts for. */
  membershipId: string;
  createdBy: string | null;
  /** The key that made this one; null when a person made it. */
  parentKeyId: string | null;
  /** Whether a key made this one before keys had parents, and that key is unknown or has ended: nothing ends this one with it. */
  originUnclear: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export class CreatedApiKeyDto extends ApiKeyDto {
  /** The key itself, here and never again. */
  key: string;
}

export class ApiKeyListDto extends WholeListDto {
  items: ApiKeyDto[];
}
