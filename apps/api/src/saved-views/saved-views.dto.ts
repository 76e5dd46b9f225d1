import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

const LIST = /^[a-z][a-z-]{0,39}$/;

export class SavedViewQueryDto {
  /** Key of the list, such as `invoices`. */
  @Matches(LIST)
  list: string;
}

/** Hidden columns, column widths and density of a list. */
export class ViewLayoutDto {
  /** Keys of hidden columns. */
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  hidden: string[];

  /** Widths of resized columns in pixels, by key. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } })
  @IsObject()
  widths: Record<string, number>;

  @IsIn(['normal', 'compact'])
  density: 'normal' | 'compact';
}

export class ViewSettingsDto {
  /** Filters as query parameters of the list's URL, by name. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  @IsObject()
  filters: Record<string, string>;

  /** Column to sort by. A leading `-` reverses the order. Null for the default order of the list. */
  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort: string | null;

  @IsDefined()
  @ValidateNested()
  @Type(() => ViewLayoutDto)
  layout: ViewLayoutDto;
}

export class SavedViewChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name?: string;

  /** True to share the view with all of the maker's users. */
  @MayBeAbsent()
  @IsBoolean()
  isShared?: boolean;

  /** True to open the list with this view. Applies only to the caller. */
  @MayBeAbsent()
  @IsBoolean()
  isDefault?: boolean;

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => ViewSettingsDto)
  settings?: ViewSettingsDto;
}

export class NewSavedViewDto {
  /** Key of the list, such as `invoices`. */
  @Matches(LIST)
  list: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name: string;

  /** True to share the view with all of the maker's users. */
  @MayBeAbsent()
  @IsBoolean()
  isShared?: boolean;

  /** True to open the list with this view. Applies only to the caller. */
  @MayBeAbsent()
  @IsBoolean()
  isDefault?: boolean;

  @IsDefined()
  @ValidateNested()
  @Type(() => ViewSettingsDto)
  settings: ViewSettingsDto;
}

export class SavedViewDto {
  id: string;
  list: string;
  name: string;
  /** Name of the person who saved the view. */
  owner: string | null;
  /** True if the caller saved the view. Only the user who saved a view can change it. */
  isOwn: boolean;
  isShared: boolean;
  /** True if the list opens with this view for the caller. */
  isDefault: boolean;
  settings: ViewSettingsDto;
  version: number;
}

export class SavedViewListDto extends WholeListDto {
  items: SavedViewDto[];
}
