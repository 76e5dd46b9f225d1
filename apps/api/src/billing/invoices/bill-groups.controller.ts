import { Body, Controller, Get, HttpCode, HttpStatus, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { BillGroups } from '#billing';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toBillGroupDto } from './bill-group-views.js';
import {
  BillGroupChangesDto,
  BillGroupDto,
  BillGroupListDto,
  BillGroupQueryDto,
  JoiningContractDto,
  LeavingContractDto,
  NewBillGroupDto,
} from './bill-groups.dto.js';
import { toWholeList } from '../../http/whole-list.js';

/** Contracts of a customer that are billed on one document. */
@ApiTags('billing')
@Controller('bill-groups')
export class BillGroupsController {
  constructor(private readonly groups: BillGroups) {}

  /**
   * List billing groups.
   * @remarks Returns billing groups sorted by customer and name. Customers see only their own groups.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Query() filter: BillGroupQueryDto): Promise<BillGroupListDto> {
    return toWholeList((await this.groups.list(scope, filter)).map(toBillGroupDto));
  }

  /** Get a billing group. */
  @Get(':id')
  @RequirePermission('contracts.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BillGroupDto> {
    return toBillGroupDto(await this.groups.get(scope, id));
  }

  /**
   * Create a billing group.
   * @remarks All contracts of the group must have the same legal entities, currency, terms and calendar. Otherwise, the
   * response lists the differences.
   */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { whenHeld = 'wait', ...wish }: NewBillGroupDto,
  ): Promise<BillGroupDto> {
    return toBillGroupDto(await this.groups.create(scope, { ...wish, whenHeld }));
  }

  /** Update a billing group. */
  @Patch(':id')
  @RequirePermission('contracts.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() changes: BillGroupChangesDto,
  ): Promise<BillGroupDto> {
    return toBillGroupDto(await this.groups.change(scope, id, version, changes));
  }

  /**
   * Add a contract to a billing group.
   * @remarks Adds a contract to the group, starting with the given month. The contract's drafts for that month and
   * later months move to the group's documents immediately.
   */
  @Post(':id/contracts')
  @RequirePermission('contracts.write')
  @Idempotent()
  async join(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { contractId, from }: JoiningContractDto,
  ): Promise<BillGroupDto> {
    return toBillGroupDto(await this.groups.join(scope, id, contractId, from));
  }

  /**
   * Remove a contract from a billing group.
   * @remarks The contract is billed separately, starting with the given month. The request is rejected if a document of
   * the group contains an invoice of the contract for that month or a later one.
   */
  @Post(':id/contracts/:contractId/leave')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async leave(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('contractId', IdPipe) contractId: string,
    @Body() { from }: LeavingContractDto,
  ): Promise<BillGroupDto> {
    return toBillGroupDto(await this.groups.leave(scope, id, contractId, from));
  }
}
