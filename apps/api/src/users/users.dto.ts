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
import { type MembershipStanding, ROLES, type Role } from '#organization';
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
  /** Null until the person accepts the invitation. */
  name: string | null;
  email: string;
  role: Role;
  hubId: string | null;
  /** The customers that a customer's person reaches; empty for the maker's people. */
  customers: MemberCustomerDto[];
  /** The partner whose customers they reach too. */
  partner: MemberPartnerDto | null;
  standing: MembershipStanding;
  expiresAt: Date | null;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  lastSeenAt: Date | null;
  version: number;
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

  /** Needed for a technician. */
  @IsOptional()
  @IsUUID()
  hubId?: string;

  /** A customer's person reaches these, or those of a partner, or both; nobody else has any. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  customerIds?: string[];

  @IsOptional()
  @IsUUID()
  partnerId?: string;

  /** When the membership ends by itself. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;

  /** Language of the mail and of the new account. */
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

  /** Null: until it is taken away. */
  @ValidateIf(
    (changes: MembershipChangesDto) => changes.expiresAt !== undefined && changes.expiresAt !== null,
  )
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date | null;
}
