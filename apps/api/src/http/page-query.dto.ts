import { Type } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** The form of a cursor: base64url, so that the longest fits into the address of a request. */
export const CURSOR = /^[A-Za-z0-9_-]*$/;

/** What every list takes: lists extend it by their filters. */
export class PageQueryDto {
  /** `next` of the page before. */
  @ApiPropertyOptional({ pattern: CURSOR.source })
  @IsOptional()
  @Matches(CURSOR)
  @MaxLength(2000)
  cursor?: string;

  /** Rows on a page. */
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** A column that the list can be sorted by; `-` in front of it turns the order round. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort?: string;
}
