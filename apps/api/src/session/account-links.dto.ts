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
  /** What the person is called; needed from somebody without an account. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;
}

export class InvitationDto {
  email: string;
  makerName: string;
  role: Role;
  /** The person has an account and accepts with its password; otherwise they choose one. */
  hasAccount: boolean;
}
