import { Body, Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DebitFilesService } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toDownload } from '../bank-file.js';
import { toDebitFileDetailDto, toDebitFileDto, toDebitPlanDto } from './debit-views.js';
import {
  DebitFileDetailDto,
  DebitFileListDto,
  DebitPlanDto,
  DebitReturnDto,
  NewDebitFileDto,
} from './direct-debits.dto.js';

/** Files with SEPA direct debits that a person hands over to a bank. */
@ApiTags('receivables')
@Controller()
export class DebitFilesController {
  constructor(private readonly files: DebitFilesService) {}

  /**
   * List debit files.
   * @remarks Returns debit files, by default latest first. Sort keys: `created`, `collect` and `total`.
   */
  @Get('debit-files')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<DebitFileListDto> {
    const { items, next } = await this.files.list(scope, query);
    return { items: items.map(toDebitFileDto), next };
  }

  /**
   * Preview a debit file.
   * @remarks Returns the open documents in euros of customers with a mandate. If a file for this day would not collect
   * a document, the result contains the reason. Stores nothing.
   */
  @Get('debit-files/preview')
  @RequirePermission('receivables.read')
  async preview(
    @CurrentScope() scope: Scope,
    @Query() { legalEntityId, collectOn }: NewDebitFileDto,
  ): Promise<DebitPlanDto> {
    return toDebitPlanDto(await this.files.plan(scope, legalEntityId, collectOn));
  }

  /**
   * Create a debit file.
   * @remarks Puts the documents of the preview that can be collected into a file. Upload it to the bank of the account. Payments
   * are recorded when the bank statement is imported.
   */
  @Post('debit-files')
  @RequirePermission('accounting.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { legalEntityId, collectOn }: NewDebitFileDto,
  ): Promise<DebitFileDetailDto> {
    return toDebitFileDetailDto(await this.files.create(scope, legalEntityId, collectOn));
  }

  /** Get a debit file with its debits. */
  @Get('debit-files/:id')
  @RequirePermission('receivables.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<DebitFileDetailDto> {
    return toDebitFileDetailDto(await this.files.get(scope, id));
  }

  /**
   * Download a debit file.
   * @remarks Returns the same bytes each time. Their hash is `sha256` of the file.
   */
  @Get('debit-files/:id/content')
  @RequirePermission('receivables.read')
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async download(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    return toDownload(await this.files.download(scope, id));
  }

  /**
   * Record the return of a debit.
   * @remarks The document can be collected again, or paid in another way. If the payment was used for the document, that is
   * undone, and the payment is returned to the payer.
   */
  @Post('debits/:id/return')
  @RequirePermission('accounting.write')
  @HttpCode(200)
  async recordReturn(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: DebitReturnDto,
  ): Promise<DebitFileDetailDto> {
    return toDebitFileDetailDto(await this.files.recordReturn(scope, id, reason));
  }
}
