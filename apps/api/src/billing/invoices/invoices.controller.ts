import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DraftsService, reasonsOfCorrection } from '#billing';
import { InvoicesService } from '#invoicing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  CorrectionAnswerDto,
  DraftRequestDto,
  InvoiceDto,
  InvoiceListDto,
  InvoiceQueryDto,
  InvoiceSelectionDto,
  InvoiceSummaryDto,
} from '../billing.dto.js';
import { toAmount, toInvoiceDto, toListedInvoice } from './invoice-views.js';

@ApiTags('billing')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly billing: DraftsService,
  ) {}

  /**
   * List invoices.
   * @remarks Returns invoices, by default the newest period first. Sort keys: `contract`, `customer`, `number`,
   * `state`, `gross`, `period`, `issued` and `due`. Customers see only their own invoices. Without a filter by
   * contract, the document of a billing group is one row.
   */
  @Get()
  @RequirePermission('invoices.read')
  async list(@CurrentScope() scope: Scope, @Query() query: InvoiceQueryDto): Promise<InvoiceListDto> {
    const { items, next } = await this.invoices.list(scope, query);
    return { items: items.map(toListedInvoice), next };
  }

  /**
   * Get totals of invoices.
   * @remarks Returns the totals of all documents that match the filters, by state and currency, and the values by which
   * the list can be filtered.
   */
  @Get('summary')
  @RequirePermission('invoices.read')
  async summary(
    @CurrentScope() scope: Scope,
    @Query() selection: InvoiceSelectionDto,
  ): Promise<InvoiceSummaryDto> {
    const { totals, facets } = await this.invoices.summary(scope, selection);
    return {
      totals: totals.map(({ state, documents, currency, grossMinor }) => ({
        state,
        documents,
        gross: toAmount(grossMinor, currency),
      })),
      months: [...facets.months],
      currencies: [...facets.currencies],
      legalEntities: [...facets.legalEntities],
    };
  }

  /** Get an invoice. */
  @Get(':id')
  @RequirePermission('invoices.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<InvoiceDto> {
    return toInvoiceDto(await this.invoices.get(scope, id));
  }

  /**
   * Draft an invoice.
   * @remarks Creates the draft of a month of a contract, or replaces it according to current data. Equal data produces
   * an equal draft.
   */
  @Post('drafts')
  @RequirePermission('invoices.draft')
  @HttpCode(HttpStatus.OK)
  async draft(
    @CurrentScope() scope: Scope,
    @Body() { contractId, month }: DraftRequestDto,
  ): Promise<InvoiceDto> {
    const { id } = await this.billing.draft(scope, contractId, month);
    return toInvoiceDto(await this.invoices.get(scope, id));
  }

  /**
   * Compare an issued invoice with current usage.
   * @remarks Compares an issued month with current data and stores the difference as a correction: as lines of the next
   * invoice, or as a separate document. A billing run for the month does the same. Changes nothing if there is no
   * difference.
   */
  @Post(':id/corrections')
  @RequirePermission('invoices.draft')
  @HttpCode(HttpStatus.OK)
  async correct(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CorrectionAnswerDto> {
    const found = await this.billing.correct(scope, id);
    const invoice = await this.invoices.get(scope, id);
    return {
      found: found
        .flatMap((correction) => reasonsOfCorrection(correction, invoice.currency))
        .map(({ code, params }) => ({ code, params: { ...params } })),
      invoice: toInvoiceDto(invoice),
    };
  }
}
