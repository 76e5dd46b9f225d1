import { IsInt, Max, Min } from 'class-validator';
import { WholeListDto } from '../http/whole-list.js';

export class NewDatevSettingsDto {
  /** Number of the tax consultant. */
  @IsInt()
  @Min(1001)
  @Max(9_999_999)
  consultantNumber: number;

  /** Number of the legal entity at the tax consultant. */
  @IsInt()
  @Min(1)
  @Max(99_999)
  clientNumber: number;

  /** Number of digits of account numbers. Numbers of personal accounts have one more digit. */
  @IsInt()
  @Min(4)
  @Max(8)
  accountLength: number;
}

export class DatevSettingsDto {
  legalEntityId: string;
  /** Number of the tax consultant. */
  consultantNumber: number;
  /** Number of the legal entity at the tax consultant. */
  clientNumber: number;
  /** Number of digits of account numbers. Numbers of personal accounts have one more digit. */
  accountLength: number;
  changedAt: Date;
}

export class DatevSettingsListDto extends WholeListDto {
  items: DatevSettingsDto[];
}
