import { IsEmail, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Role } from '#organization';

export class PasswordResetDto {
  @IsEmail()
  @MaxLength(254)
  email: string;
}

export class NewPasswordDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  password: string;
}

export class AcceptInvitationDto extends NewPasswordDto {
  /** Name of the person. Required if the person has no account. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;
}

export class InvitationDto {
  email: string;
  makerName: string;
  role: Role;
  /**
   * Whether the person has an account, and accepts the invitation with the password of the account. Otherwise, the
   * person chooses a password.
   */
  hasAccount: boolean;
}
