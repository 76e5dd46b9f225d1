import { IsBoolean, IsNotEmpty, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class PartnerDto {
  id: string;
  code: string;
  name: string;
  /** Its people reach nobody through it any more. */
  archivedAt: Date | null;
  version: number;
}

export class PartnerListDto extends WholeListDto {
  items: PartnerDto[];
}

export class NewPartnerDto {
  /** Chosen by the client, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @Matches(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;
}

export class PartnerChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
