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

  /** Membership with which the person signs in. Defaults to their oldest membership. */
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
  /** Customers that a customer's user can access; empty for the maker's users, who can access all customers. */
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
  /** Name by locale, for languages in which it differs from `name`. */
  nameI18n: Record<string, string>;
  brand: string;
  /** IANA time zone. */
  zone: string;
}

export class SessionClockDto {
  /** Current time of the system, ISO 8601. */
  now: string;
  /** Number of milliseconds by which the clock of the system is ahead of real time. */
  offsetMs: number;
  demo: boolean;
}

export class SessionDto {
  user: SessionUserDto;
  membership: SessionMembershipDto;
  /**
   * All active memberships of the person, including the current one. With an API key, only the membership of the key.
   */
  memberships: OwnMembershipDto[];
  maker: SessionMakerDto;
  permissions: string[];
  /**
   * CSRF token. Send it as `X-CSRF-Token` with every request that is not a GET. Null with an API key, which does not
   * need it.
   */
  csrfToken: string | null;
  clock: SessionClockDto;
  /** Id of the technician. Absent if the user is not a technician. */
  technicianId?: string;
}
