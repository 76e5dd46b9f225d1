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
import { decodeTextCursor, type Scope } from '#platform';
import { CostsService } from '#revenue';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toCostDto } from './cost-views.js';
import { CostChangesDto, CostDto, CostListDto, CostsQueryDto, NewCostDto } from './costs.dto.js';

/** Costs of contracts. */
@ApiTags('revenue')
@Controller()
export class CostsController {
  constructor(private readonly costs: CostsService) {}

  /**
   * List costs of a contract.
   * @remarks Returns the costs of a contract, newest month first.
   */
  @Get('contracts/:id/costs')
  @RequirePermission('revenue.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit, from, to }: CostsQueryDto,
  ): Promise<CostListDto> {
    const after = cursor === undefined ? undefined : decodeTextCursor(cursor, 2);
    const { items, next } = await this.costs.list(scope, id, { limit, from, to, after });
    return { items: items.map(toCostDto), next };
  }

  /**
   * Create a cost.
   * @remarks A cost in a currency other than the currency of the contract needs an exchange rate. Without `rate`, the
   * exchange rate in accounting is used.
   */
  @Post('contracts/:id/costs')
  @RequirePermission('costs.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewCostDto,
  ): Promise<CostDto> {
    const { day = null, rate = null, machineId = null, ticketId = null, kitDeliveryId = null } = body;
    const fields = { ...body, day, rate, machineId, ticketId, kitDeliveryId, note: body.note ?? '' };
    return toCostDto(await this.costs.create(scope, id, fields));
  }

  /** Update a cost. */
  @Patch('costs/:id')
  @RequirePermission('costs.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() changes: CostChangesDto,
  ): Promise<CostDto> {
    return toCostDto(await this.costs.change(scope, id, version, changes));
  }

  /**
   * Delete a cost.
   * @remarks The audit trail keeps the content of the cost.
   */
  @Delete('costs/:id')
  @RequirePermission('costs.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.costs.remove(scope, id, version);
  }
}
