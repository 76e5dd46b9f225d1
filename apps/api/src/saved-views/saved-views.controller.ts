import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SavedViewDetails, SavedViewsService } from '#organization';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import {
  NewSavedViewDto,
  SavedViewChangesDto,
  SavedViewDto,
  SavedViewListDto,
  SavedViewQueryDto,
  type ViewSettingsDto,
} from './saved-views.dto.js';

const OWN_OR_SHARED =
  'Returns and changes only views that the caller saved, or that the maker’s people share';

/** Saved views of lists: filters, sort order and columns under a name. */
@ApiTags('saved views')
@Controller('saved-views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  /**
   * List saved views.
   * @remarks Returns the caller's views of a list and, for the maker's users, the shared views, sorted by name.
   */
  @Get()
  @SignedIn(OWN_OR_SHARED)
  async list(@CurrentScope() scope: Scope, @Query() { list }: SavedViewQueryDto): Promise<SavedViewListDto> {
    return toWholeList((await this.views.list(scope, list)).map(toSavedViewDto));
  }

  /** Create a saved view. */
  @Post()
  @SignedIn(OWN_OR_SHARED)
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { list, isShared = false, isDefault = false, ...view }: NewSavedViewDto,
  ): Promise<SavedViewDto> {
    return toSavedViewDto(await this.views.create(scope, list, { ...view, isShared, isDefault }));
  }

  /**
   * Update a saved view.
   * @remarks Users other than the owner cannot change a shared view, but can make it their default view.
   */
  @Patch(':id')
  @SignedIn(OWN_OR_SHARED)
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() changes: SavedViewChangesDto,
  ): Promise<SavedViewDto> {
    return toSavedViewDto(await this.views.change(scope, id, version, changes));
  }

  /** Delete a saved view. */
  @Delete(':id')
  @SignedIn(OWN_OR_SHARED)
  @HttpCode(HttpStatus.NO_CONTENT)
  async delete(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    await this.views.delete(scope, id);
  }
}

/** The cast is safe, because the settings were validated when they were stored. */
function toSavedViewDto(view: SavedViewDetails): SavedViewDto {
  return { ...view, settings: view.settings as ViewSettingsDto };
}
