import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { csvFile, decodeTextCursor, type Scope } from '#platform';
import { RecurringRevenueService, RevenueService, UnbilledService } from '#revenue';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Quota } from '../limits/quota.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { MonthsQueryDto, RevenueExportQueryDto } from './costs.dto.js';
import {
  toContractRevenueDto,
  toMarginRowDto,
  toRecurringDto,
  toRevenueDocumentDto,
  toRevenueDto,
  toRevenueTable,
} from './revenue-views.js';
import {
  ContractRevenueDto,
  MarginListDto,
  MarginsQueryDto,
  RecurringDto,
  RecurringQueryDto,
  RevenueDocumentListDto,
  RevenueDocumentsQueryDto,
  RevenueDto,
  RevenueQueryDto,
  UnbilledListDto,
  UnbilledQueryDto,
} from './revenue.dto.js';
import { toWholeList } from '../http/whole-list.js';

/** Revenue, recurring revenue and margins of contracts. */
@ApiTags('revenue')
@Controller()
export class RevenueController {
  constructor(
    private readonly revenue: RevenueService,
    private readonly recurring: RecurringRevenueService,
    private readonly unbilled: UnbilledService,
  ) {}

  /**
   * List revenue by month.
   * @remarks Returns net revenue by month and currency, newest month first, broken down by the state of the documents.
   * For a site, `disputed` includes only disputes of lines for machines at the site, and no disputes of whole invoices.
   */
  @Get('revenue')
  @RequirePermission('revenue.read')
  async months(
    @CurrentScope() scope: Scope,
    @Query() { view = 'documents', from, to, ...subject }: RevenueQueryDto,
  ): Promise<RevenueDto> {
    return toRevenueDto(await this.revenue.months(scope, { from, to }, view, subject));
  }

  /**
   * List the documents of a revenue amount.
   * @remarks Returns the documents that make up a revenue amount, sorted by contract.
   */
  @Get('revenue/documents')
  @RequirePermission('revenue.read')
  async documents(
    @CurrentScope() scope: Scope,
    @Query() { cursor, from, to, sort: _unsorted, ...filter }: RevenueDocumentsQueryDto,
  ): Promise<RevenueDocumentListDto> {
    const after = cursor === undefined ? undefined : decodeTextCursor(cursor, 2);
    const { items, next } = await this.revenue.documents(scope, { ...filter, months: { from, to }, after });
    return { items: items.map(toRevenueDocumentDto), next };
  }

  /**
   * List unbilled revenue.
   * @remarks Returns the amounts to bill for contracts that have no document for a month, calculated from their
   * readings. Stores nothing.
   */
  @Get('revenue/unbilled')
  @RequirePermission('revenue.read')
  async listUnbilled(
    @CurrentScope() scope: Scope,
    @Query() { month, cursor, limit }: UnbilledQueryDto,
  ): Promise<UnbilledListDto> {
    const after = cursor === undefined ? undefined : decodeTextCursor(cursor, 1)[0];
    return this.unbilled.list(scope, month, { limit, after });
  }

  /**
   * Get recurring revenue.
   * @remarks Returns monthly and annual recurring revenue on a day, and the retention compared with one year earlier.
   */
  @Get('revenue/recurring')
  @RequirePermission('revenue.read')
  async recurringRevenue(
    @CurrentScope() scope: Scope,
    @Query() { month, view = 'documents' }: RecurringQueryDto,
  ): Promise<RecurringDto> {
    return toRecurringDto(await this.recurring.get(scope, month, view));
  }

  /**
   * List margins.
   * @remarks Returns the margin of the documents issued for a range of months, by contract or by machine.
   */
  @Get('revenue/margins')
  @RequirePermission('revenue.read')
  async margins(
    @CurrentScope() scope: Scope,
    @Query() { by = 'contract', from, to, ...subject }: MarginsQueryDto,
  ): Promise<MarginListDto> {
    return toWholeList((await this.revenue.margins(scope, { from, to }, by, subject)).map(toMarginRowDto));
  }

  /**
   * Export revenue and margins as CSV.
   * @remarks Returns the revenue, the costs by kind, and the margin of each contract by month.
   */
  @Get('revenue/export')
  @RequirePermission('revenue.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Quota('exports')
  async export(
    @CurrentScope() scope: Scope,
    @Query() { from, to, formulas }: RevenueExportQueryDto,
  ): Promise<StreamableFile> {
    const table = toRevenueTable(await this.revenue.listForExport(scope, { from, to }));
    return new StreamableFile(Buffer.from(csvFile(table, { formulas }), 'utf8'), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="revenue-${from}-${to}.csv"`,
    });
  }

  /**
   * List revenue and costs of a contract.
   * @remarks Returns the revenue and costs of a contract by month, and the work without a recorded cost.
   */
  @Get('contracts/:id/revenue')
  @RequirePermission('revenue.read')
  async ofContract(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { from, to }: MonthsQueryDto,
  ): Promise<ContractRevenueDto> {
    return toContractRevenueDto(await this.revenue.getOfContract(scope, id, { from, to }));
  }
}
