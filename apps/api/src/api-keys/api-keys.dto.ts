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
  /** Purpose of the key. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** Permissions of the key: a subset of its creator's permissions. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions: Permission[];

  /**
   * Time at which the key expires. Defaults to the expiry of the key that creates it. A key that a person creates does
   * not expire by default.
   */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;
}

export class ApiKeyDto {
  id: string;
  name: string;
  /** Part of the key that is safe to display, `dck_<prefix>_…`. */
  prefix: string;
  permissions: string[];
  /** Membership that the key acts on behalf of. */
  membershipId: string;
  createdBy: string | null;
  /** Key with which this key was created; null if a person created it. */
  parentKeyId: string | null;
  /**
   * True if the key was created with another key before such keys were recorded, and the other key is unknown or was no
   * longer valid. Such a key remains valid when other keys are revoked or expire.
   */
  originUnclear: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  /** Time of the last use, to the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export class CreatedApiKeyDto extends ApiKeyDto {
  /** The key itself. It is never shown again. */
  key: string;
}

export class ApiKeyListDto extends WholeListDto {
  items: ApiKeyDto[];
}
