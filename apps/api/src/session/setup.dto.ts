import {
  IsEmail,
  IsIn,
  IsISO31661Alpha2,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsTimeZone,
  MaxLength,
} from 'class-validator';
import { MAX_SETUP_TOKEN_LENGTH } from '#organization';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';

export class SetupNeedDto {
  /** Whether the installation has no maker yet. */
  needed: boolean;
}

export class SetupDto {
  /** Token from the setup link that was displayed when the installation started. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_SETUP_TOKEN_LENGTH)
  token: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  makerName: string;

  /** ISO 3166-1 alpha-2 country code. */
  @IsISO31661Alpha2()
  country: string;

  /** IANA time zone. */
  @IsTimeZone()
  zone: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  adminName: string;

  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  password: string;

  @IsOptional()
  @IsIn(SUPPORTED_LOCALES)
  locale?: string;
}
