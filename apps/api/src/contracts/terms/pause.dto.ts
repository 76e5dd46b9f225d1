import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength } from 'class-validator';
import { PAUSED_USES, type PausedUse } from '#contracts';
import { OrNull } from '../../http/fields/absence.decorators.js';

/** Pause, during which fees are reduced or not due: a single period, or the same months of every year. */
export class PauseDto {
  /** Months of every year, 1 to 12; null for a single pause. */
  @OrNull()
  @IsArray()
  @ArrayMaxSize(12)
  @IsInt({ each: true })
  months: number[] | null;

  /** The first day of a single pause, `YYYY-MM-DD`; null if `months` is set. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  from: string | null;

  /** The last day of a single pause, `YYYY-MM-DD`, inclusive; null if `months` is set. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  to: string | null;

  /** Decimal. Percentage of the recurring fees that is due during the pause, 0 to 100. */
  @IsString()
  @MaxLength(12)
  feePercent: string;

  /** Whether usage during the pause is billed as usual or not at all. */
  @IsIn(PAUSED_USES)
  use: PausedUse;
}

/** Days of a pause; `to` is its last day, inclusive. */
export class PausedDaysDto {
  from: string;
  to: string;
  feePercent: string;
  use: PausedUse;
}
