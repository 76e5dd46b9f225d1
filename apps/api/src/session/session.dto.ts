import {
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  MaxLength,
} from 'class-validator';
import type { Role } from '#organization';
import { NamedDto } from '../contracts/contracts.dto.js';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';

export class SignInDto {
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  password: string;

  /** Which of the person's memberships to enter; the oldest one when it is left out. */
  @IsOptional()
  @IsUUID()
  membershipId?: string;
}

export class SwitchMembershipDto {
  @IsUUID()
  membershipId: string;
}

export class ProfileChangesDto {
  @IsOptional()
  @IsIn(SUPPORTED_LOCALES)
  locale?: string;

  /** IANA zone in which the person reads times. */
  @IsOptional()
  @IsTimeZone()
  zone?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;
}

export class SessionUserDto {
  id: string;
  name: string;
  email: string;
  locale: string;
  /** IANA zone. */
  zone: string;
}

export class SessionMembershipDto {
  id: string;
  role: Role;
  makerId: string;
  hubId: string | null;
  /** The customers that a customer's person reaches; empty for the maker's people, who reach all. */
  customers: NamedDto[];
}

export class OwnMembershipDto {
  id: string;
  makerName: string;
  role: Role;
}

export class SessionMakerDto {
  id: string;
  name: string;
  /** The name by locale, where it differs. */
  nameI18n: Record<string, string>;
  brand: string;
  /** IANA zone. */
  zone: string;
}

export class SessionClockDto {
  /** The product's time, ISO 8601. */
  now: string;
  /** Milliseconds by which the product's clock is ahead of the world's. */
  offsetMs: number;
  demo: boolean;
}

export class SessionDto {
  user: SessionUserDto;
  membership: SessionMembershipDto;
  /** Every active membership of the person, this one included; with an API key this one alone. */
  memberships: OwnMembershipDto[];
  maker: SessionMakerDto;
  permissions: string[];
  /** To be sent as `X-CSRF-Token` with every unsafe request; null with an API key, which needs none. */
  csrfToken: string | null;
  clock: SessionClockDto;
  /** Present when the person is a technician. */
  technicianId?: string;
}
