import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { PaymentFilesService } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toDownload } from '../bank-file.js';
import {
  NewPaymentFileDto,
  PaymentFileDetailDto,
  PaymentFileListDto,
  PendingTransfersListDto,
} from './payment-files.dto.js';
import { toPaymentFileDetailDto, toPaymentFileDto, toPendingTransfersDto } from './payment-file-views.js';

/** Files with transfers that a person hands over to a bank. */
@ApiTags('receivables')
@Controller('payment-files')
export class PaymentFilesController {
  constructor(private readonly files: PaymentFilesService) {}

  /**
   * List payment files.
   * @remarks Returns payment files, by default latest first. Sort keys: `created` and `total`.
   */
  @Get()
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<PaymentFileListDto> {
    const { items, next } = await this.files.list(scope, query);
    return { items: items.map(toPaymentFileDto), next };
  }

  /**
   * List refunds to transfer.
   * @remarks Sums posted refunds that are in no payment file, by legal entity and currency.
   */
  @Get('pending')
  @RequirePermission('receivables.read')
  async listPending(@CurrentScope() scope: Scope): Promise<PendingTransfersListDto> {
    return toWholeList((await this.files.listPending(scope)).map(toPendingTransfersDto));
  }

  /**
   * Create a payment file.
   * @remarks Puts all posted refunds of a legal entity in a currency that are in no file into a new file. Upload the
   * file to the bank of the account. A refund is in at most one file.
   */
  @Post()
  @RequirePermission('accounting.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { legalEntityId, currency }: NewPaymentFileDto,
  ): Promise<PaymentFileDetailDto> {
    return toPaymentFileDetailDto(await this.files.create(scope, legalEntityId, currency));
  }

  /** Get a payment file with its refunds. */
  @Get(':id')
  @RequirePermission('receivables.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<PaymentFileDetailDto> {
    return toPaymentFileDetailDto(await this.files.get(scope, id));
  }

  /**
   * Download a payment file.
   * @remarks Returns the same bytes each time. Their hash is `sha256` of the file.
   */
  @Get(':id/content')
  @RequirePermission('receivables.read')
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async download(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<StreamableFile> {
    return toDownload(await this.files.download(scope, id));
  }
}
