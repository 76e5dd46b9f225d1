import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { TakeoversService } from '#billing';
import { IfMatch, IfMatchWhenSent } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toPreviewDto } from '../previews/amendment-preview-views.js';
import { AmendmentPreviewDto } from '../previews/amendment-preview.dto.js';
import { toAskedDto, toTakeoverContent, toTakeoverDto } from './takeover-views.js';
import {
  AskedOfTakeoverDto,
  TakeoverApprovalDto,
  TakeoverDto,
  TakeoverQueryDto,
  TakeoverStandingDto,
  TakeoverWishDto,
} from './takeovers.dto.js';

@ApiTags('billing')
@Controller('contracts/:contractId/takeover')
export class TakeoversController {
  constructor(private readonly takeovers: TakeoversService) {}

  /**
   * Get the contract migration.
   * @remarks Returns the opening data of a contract that was billed elsewhere before. Customers see it once it is
   * approved.
   */
  @Get()
  @RequirePermission('contracts.read')
  async get(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<TakeoverStandingDto> {
    const takeover = await this.takeovers.get(scope, contractId);
    return { takeover: takeover && toTakeoverDto(takeover) };
  }

  /**
   * Get the data that a contract migration needs.
   * @remarks Returns the data that is needed to continue billing a contract after a day.
   */
  @Get('asked')
  @RequirePermission('contracts.write')
  async ask(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Query() { billedUntil }: TakeoverQueryDto,
  ): Promise<AskedOfTakeoverDto> {
    return toAskedDto(await this.takeovers.ask(scope, contractId, billedUntil), billedUntil);
  }

  /**
   * Save the draft of a contract migration.
   * @remarks Creates the draft, or replaces it. The draft has no effect until it is approved.
   */
  @Put()
  @RequirePermission('contracts.write')
  async save(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatchWhenSent() version: number | undefined,
    @Body() wish: TakeoverWishDto,
  ): Promise<TakeoverDto> {
    return toTakeoverDto(
      await this.takeovers.save(scope, contractId, version ?? null, toTakeoverContent(wish)),
    );
  }

  /**
   * Delete the draft of a contract migration.
   * @remarks Deletes the draft.
   */
  @Delete()
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  discard(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.takeovers.discard(scope, contractId, version);
  }

  /**
   * Preview a contract migration.
   * @remarks Returns the financial effect: the first month billed here and the following months, without and with the
   * opening data. Stores nothing.
   */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async preview(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() wish: TakeoverWishDto,
  ): Promise<AmendmentPreviewDto> {
    return toPreviewDto(await this.takeovers.preview(scope, contractId, toTakeoverContent(wish)));
  }

  /**
   * Approve a contract migration.
   * @remarks Puts the migration into force. This cannot be undone. Above the maker's limit, a person other than its
   * author must approve it.
   */
  @Post('approve')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('invoices.approve')
  async approve(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @IfMatch() version: number,
    @Body() { why }: TakeoverApprovalDto,
  ): Promise<TakeoverDto> {
    return toTakeoverDto(await this.takeovers.approve(scope, contractId, version, why));
  }
}
