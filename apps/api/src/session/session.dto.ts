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

  /** Membership of the person to sign in to. Defaults to the oldest one. */
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

  /** IANA time zone in which times are displayed. */
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
  /** IANA time zone. */
  zone: string;
}

export class SessionMembershipDto {
  id: string;
  role: Role;
  makerId: string;
  hubId: string | null;
  /** Customers that a customer's user can access; empty for the maker's users, who can access all. */
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
  /** Name by locale, where it differs from `name`. */
  nameI18n: Record<string, string>;
  brand: string;
  /** IANA time zone. */
  zone: string;
}

export class SessionClockDto {
  /** Current time of the system, ISO 8601. */
  now: string;
  /** Milliseconds by which the system's clock is ahead of real time. */
  offsetMs: number;
  demo: boolean;
}

export class SessionDto {
  user: SessionUserDto;
  membership: SessionMembershipDto;
  /** All active memberships of the person, including this one. With an API key, only this one. */
  memberships: OwnMembershipDto[];
  maker: SessionMakerDto;
  permissions: string[];
  /** CSRF token. Send it as `X-CSRF-Token` with every unsafe request. Null with an API key, which needs none. */
  csrfToken: string | null;
  clock: SessionClockDto;
  /** Id of the technician. Present only if the user is one. */
  technicianId?: string;
}
