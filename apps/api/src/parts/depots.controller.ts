import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DepotsQueries, StockService, type StockView } from '#supply';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  DepotListDto,
  NewStockEntryDto,
  StockEntryListDto,
  StockEntryQueryDto,
  StockLimitsDto,
  StockListDto,
} from './depots.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('parts')
@Controller('depots')
export class DepotsController {
  constructor(
    private readonly depots: DepotsQueries,
    private readonly stock: StockService,
  ) {}

  /**
   * List depots.
   * @remarks Returns depots sorted by code.
   */
  @Get()
  @RequirePermission('parts.read')
  async list(@CurrentScope() scope: Scope): Promise<DepotListDto> {
    return toWholeList(await this.depots.list(scope));
  }

  /**
   * List the stock of a depot.
   * @remarks Returns the stock of a depot sorted by part number. Not available to customers.
   */
  @Get(':id/stock')
  @RequirePermission('parts.read')
  async listStock(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<StockListDto> {
    const stock = await this.depots.listStock(scope, id);
    return toWholeList(stock.map((row: StockView) => ({ ...row, lots: [...row.lots] })));
  }

  /**
   * List stock entries of a depot.
   * @remarks Returns the stock ledger of a depot, newest first. Not available to customers.
   */
  @Get(':id/stock-entries')
  @RequirePermission('parts.read')
  listEntries(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() query: StockEntryQueryDto,
  ): Promise<StockEntryListDto> {
    return this.depots.listEntries(scope, id, query);
  }

  /**
   * Create a stock entry.
   * @remarks Records a goods receipt, a goods issue or a count in the stock ledger.
   */
  @Post(':id/stock-entries')
  @RequirePermission('parts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Idempotent()
  enter(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewStockEntryDto,
  ): Promise<void> {
    return this.stock.recordEntry(scope, id, body);
  }

  /**
   * Set the reorder limits of a part.
   * @remarks Sets the minimum, below which the part is reordered, and the maximum, up to which it is reordered.
   */
  @Put(':id/stock/:partId/limits')
  @RequirePermission('parts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  setLimits(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('partId', IdPipe) partId: string,
    @Body() body: StockLimitsDto,
  ): Promise<void> {
    return this.stock.setLimits(scope, id, partId, body);
  }
}
