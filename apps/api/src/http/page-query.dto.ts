import { Type } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** Pattern of a cursor: base64url, so that even the longest one fits into a URL. */
export const CURSOR = /^[A-Za-z0-9_-]*$/;

/** Parameters of every list. Lists extend them with their filters. */
export class PageQueryDto {
  /** `next` of the previous page. */
  @ApiPropertyOptional({ pattern: CURSOR.source })
  @IsOptional()
  @Matches(CURSOR)
  @MaxLength(2000)
  cursor?: string;

  /** Maximum number of rows on a page. */
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** Column to sort by, if the list supports it. A leading `-` reverses the order. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort?: string;
}
