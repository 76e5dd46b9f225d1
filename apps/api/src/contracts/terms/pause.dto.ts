import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength } from 'class-validator';
import { PAUSED_USES, type PausedUse } from '#contracts';
import { OrNull } from '../../http/fields/absence.decorators.js';

/** Days on which fees rest: single ones, or the same months of every year. */
export class PauseDto {
  /** 1 to 12, of every year; null of a single pause. */
  @OrNull()
  @IsArray()
  @ArrayMaxSize(12)
  @IsInt({ each: true })
  months: number[] | null;

  /** The first day of a single pause, `YYYY-MM-DD`; null where months are named. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  from: string | null;

  /** Its last day. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  to: string | null;

  /** What of fees by month and year is due meanwhile, 0 to 100. */
  @IsString()
  @MaxLength(12)
  feePercent: string;

  /** Whether what is used meanwhile is billed as ever, or not at all. */
  @IsIn(PAUSED_USES)
  use: PausedUse;
}

/** Days of a pause, from its first up to and with its last. */
export class PausedDaysDto {
  from: string;
  to: string;
  feePercent: string;
  use: PausedUse;
}
