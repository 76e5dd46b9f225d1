import { IsBoolean, IsNotEmpty, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class PartnerDto {
  id: string;
  code: string;
  name: string;
  /**
   * Time when the partner was archived; null if it is not archived. The users of an archived partner have no access
   * through the partner.
   */
  archivedAt: Date | null;
  version: number;
}

export class PartnerListDto extends WholeListDto {
  items: PartnerDto[];
}

export class NewPartnerDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
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
