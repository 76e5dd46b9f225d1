import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { CollectionService } from '#receivables';
import type { ApiConfig } from '../../config.js';
import { API_CONFIG } from '../../config.module.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toCollectionDto } from './collection-views.js';
import { DocumentChargeDto, DocumentCollectionDto, HostedPageDto, StartPageDto } from './collection.dto.js';

/** Payment of documents by card and debit. */
@ApiTags('receivables')
@Controller('open-items')
export class CollectionController {
  constructor(
    private readonly collection: CollectionService,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * List card and debit payments of a document.
   * @remarks Returns all attempts to collect the document, newest first, and the link with which the payer pays without
   * signing in.
   */
  @Get(':id/card-payments')
  @RequirePermission('invoices.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<DocumentCollectionDto> {
    return toCollectionDto(await this.collection.get(scope, id), this.config.publicUrl);
  }

  /**
   * Charge a document.
   * @remarks Charges the open amount to a saved payment method, without the payer's involvement. The attempt is stored
   * before the request is sent. If its outcome is not known, it is resolved before another attempt can start. A
   * declined payment is retried on the days that the maker chose, except after a hard decline.
   */
  @Post(':id/charges')
  @RequirePermission('accounting.write')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async charge(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { methodId }: DocumentChargeDto,
  ): Promise<DocumentCollectionDto> {
    return toCollectionDto(await this.collection.charge(scope, id, methodId ?? null), this.config.publicUrl);
  }

  /**
   * Pay a document.
   * @remarks Returns the address of a page of Stripe on which the payer pays the open amount and, if the bank requires
   * it, authenticates.
   */
  @Post(':id/payment-pages')
  @RequirePermission('invoices.pay')
  async pay(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { language = 'en' }: StartPageDto,
  ): Promise<HostedPageDto> {
    return {
      url: await this.collection.startPage(scope, id, { language, portalUrl: this.config.publicUrl }),
    };
  }
}
