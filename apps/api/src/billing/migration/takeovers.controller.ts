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
   * @remarks What a contract brought that was billed elsewhere before. A customer's people see what was approved.
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
   * @remarks What has to be known of a contract so that its bill goes on after a day.
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
   * @remarks Drafts it, anew where there is a draft. It changes nothing until it is approved.
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
   * @remarks Throws the draft away.
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
   * @remarks What it means in money: the first month billed here and those after it, without the opening and with it. Stores nothing.
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
   * @remarks Makes it hold, once and for good. Above the maker's limit another person does so than the one who wrote it down.
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
