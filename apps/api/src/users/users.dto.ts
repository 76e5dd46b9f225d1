import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDate,
  IsEmail,
  IsIn,
  IsOptional,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { type MembershipStatus, ROLES, type Role } from '#organization';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';
import { WholeListDto } from '../http/whole-list.js';

export class MemberCustomerDto {
  id: string;
  name: string;
}

export class MemberPartnerDto {
  id: string;
  name: string;
}

export class MemberDto {
  membershipId: string;
  userId: string;
  /** Name of the user; null until the user accepts the invitation. */
  name: string | null;
  email: string;
  role: Role;
  hubId: string | null;
  /** Customers that a customer's user can access; empty for the maker's users. */
  customers: MemberCustomerDto[];
  /** Partner of the user; null if the user has no partner. The user can also access the partner's customers. */
  partner: MemberPartnerDto | null;
  standing: MembershipStatus;
  expiresAt: Date | null;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  lastSeenAt: Date | null;
  version: number;
}

export class MemberQueryDto {
  /**
   * Customer. If set, only members who can access this customer are returned, as users of the customer or of its
   * partner.
   */
  @IsOptional()
  @IsUUID()
  customerId?: string;
}

export class MemberListDto extends WholeListDto {
  items: MemberDto[];
}

export class InvitationRequestDto {
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsIn(ROLES)
  role: Role;

  /** Hub of the user. Required for a technician. Not available for customer roles. */
  @IsOptional()
  @IsUUID()
  hubId?: string;

  /**
   * Customers that a customer's user can access, in addition to the customers of the partner. Not available for other
   * roles.
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  customerIds?: string[];

  @IsOptional()
  @IsUUID()
  partnerId?: string;

  /** Time when the membership expires. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;

  /** Language of the invitation email and of a new account. Defaults to `en`. */
  @IsOptional()
  @IsIn(SUPPORTED_LOCALES)
  locale?: string;
}

export class MembershipChangesDto {
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ValidateIf((changes: MembershipChangesDto) => changes.hubId !== undefined && changes.hubId !== null)
  @IsUUID()
  hubId?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  customerIds?: string[];

  @ValidateIf(
    (changes: MembershipChangesDto) => changes.partnerId !== undefined && changes.partnerId !== null,
  )
  @IsUUID()
  partnerId?: string | null;

  /** Time when the membership expires; null for no expiry. */
  @ValidateIf(
    (changes: MembershipChangesDto) => changes.expiresAt !== undefined && changes.expiresAt !== null,
  )
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date | null;
}
