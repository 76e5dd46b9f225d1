import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ContractsService } from '#contracts';
import { decodeCursor, type Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { toContractDto, toNewCharge, toRow } from './contract-views.js';
import {
  ContractChangesDto,
  ContractDto,
  ContractListDto,
  ContractQueryDto,
  NewContractDto,
} from './contracts.dto.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  /** Contracts by number. A customer's people find their own. */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Query() query: ContractQueryDto): Promise<ContractListDto> {
    const { cursor, limit, search, customerId, machineId, state } = query;
    const after = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
    const { items, next } = await this.contracts.list(scope, {
      limit,
      search,
      customerId,
      machineId,
      state,
      after,
    });
    return { items: items.map(toRow), next };
  }

  /** A contract with its machines, meters and charges. */
  @Get(':id')
  @RequirePermission('contracts.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ContractDto> {
    return toContractDto(await this.contracts.get(scope, id));
  }

  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { charges, ...contract }: NewContractDto,
  ): Promise<ContractDto> {
    return toContractDto(
      await this.contracts.create(scope, { ...contract, charges: charges?.map(toNewCharge) }),
    );
  }

  /** Once a contract is active, what was signed is fixed: number, parties, plan, currency, zone, start, and what meters read. */
  @Patch(':id')
  @RequirePermission('contracts.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { charges, ...changes }: ContractChangesDto,
  ): Promise<ContractDto> {
    return toContractDto(
      await this.contracts.change(scope, id, version, { ...changes, charges: charges?.map(toNewCharge) }),
    );
  }
}
