import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class HolidayQueryDto {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;
}

export class HolidayDto {
  /** Day on which the hub is closed, `YYYY-MM-DD` in the hub's time zone. */
  day: string;
  name: string;
}

export class HolidayListDto extends WholeListDto {
  items: HolidayDto[];
}

export class HolidayNameDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;
}
