import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type CustomerEntity, BuyersService, CustomerOrdersService } from '#customers';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  BuyerChangesDto,
  BuyerDto,
  BuyerListDto,
  NewBuyerDto,
  NewOrderDto,
  OrderChangesDto,
  OrderDto,
  OrderListDto,
} from './buyers.dto.js';
import { toWholeList } from '../http/whole-list.js';

/** Legal entities of customers that are billed, and their purchase orders. */
@ApiTags('contracts')
@Controller()
export class BuyersController {
  constructor(
    private readonly buyers: BuyersService,
    private readonly orders: CustomerOrdersService,
  ) {}

  /** List buyers of a customer. */
  @Get('customers/:id/buyers')
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BuyerListDto> {
    return toWholeList((await this.buyers.list(scope, id)).map(toDto));
  }

  /** Create a buyer. */
  @Post('customers/:id/buyers')
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewBuyerDto,
  ): Promise<BuyerDto> {
    return toDto(await this.buyers.create(scope, id, body));
  }

  /**
   * Update a buyer.
   * @remarks Issued documents keep the data with which they were issued.
   */
  @Patch('buyers/:id')
  @RequirePermission('contracts.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: BuyerChangesDto,
  ): Promise<BuyerDto> {
    return toDto(await this.buyers.change(scope, id, version, body));
  }

  /** List purchase orders of a buyer. */
  @Get('buyers/:id/orders')
  @RequirePermission('contracts.read')
  async listOrders(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<OrderListDto> {
    return toWholeList(await this.orders.list(scope, id));
  }

  /**
   * Create a purchase order.
   * @remarks Invoices show the number and reference of the order that is valid at their tax point.
   */
  @Post('buyers/:id/orders')
  @RequirePermission('contracts.write')
  @Idempotent()
  async createOrder(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewOrderDto,
  ): Promise<OrderDto> {
    return this.orders.create(scope, id, body);
  }

  /** Update a purchase order. */
  @Patch('orders/:id')
  @RequirePermission('contracts.write')
  async changeOrder(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OrderChangesDto,
  ): Promise<OrderDto> {
    return this.orders.change(scope, id, version, body);
  }
}

function toDto({ makerId: _scope, ...buyer }: CustomerEntity): BuyerDto {
  return buyer;
}
