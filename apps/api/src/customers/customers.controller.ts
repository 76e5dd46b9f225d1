import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Customer, CustomersService } from '#customers';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  CustomerChangesDto,
  CustomerDto,
  CustomerListDto,
  CustomerQueryDto,
  NewCustomerDto,
} from './customers.dto.js';
import { CustomersQueries } from './customers.queries.js';

@ApiTags('registry')
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly queries: CustomersQueries,
  ) {}

  /**
   * List customers.
   * @remarks Returns customers, by default sorted by code. Sort keys: `code`, `name` and `country`. A customer's users
   * see only the customers that they can access.
   */
  @Get()
  @RequirePermission('fleet.read')
  list(@CurrentScope() scope: Scope, @Query() query: CustomerQueryDto): Promise<CustomerListDto> {
    return this.queries.list(scope, query);
  }

  /** Get a customer. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CustomerDto> {
    return toDto(await this.customers.get(scope, id));
  }

  /** Create a customer. */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewCustomerDto): Promise<CustomerDto> {
    return toDto(await this.customers.create(scope, body));
  }

  /** Update a customer. */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CustomerChangesDto,
  ): Promise<CustomerDto> {
    return toDto(await this.customers.change(scope, id, version, body));
  }
}

function toDto({ makerId: _scope, ...customer }: Customer): CustomerDto {
  return customer;
}
