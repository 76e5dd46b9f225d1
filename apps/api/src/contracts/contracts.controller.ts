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
import { ContractsService } from '#contracts';
import type { Scope } from '#platform';
import { DepositsService } from '#billing';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toContractDto, toNewParts, toRow } from './contract-views.js';
import { ContractDto, ContractListDto, ContractQueryDto } from './contracts.dto.js';
import { ContractChangesDto, NewContractDto } from './new-contract.dto.js';
import { ExitDto } from './terms/exit.dto.js';
import { toExitDto } from './terms/exit-views.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly deposits: DepositsService,
  ) {}

  /**
   * List contracts.
   * @remarks Returns contracts, by default sorted by number. Sort keys: `number`, `customer`, `plan`, `currency`,
   * `state`, `startsOn` and `endsOn`. Customers see only their own contracts.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Query() query: ContractQueryDto): Promise<ContractListDto> {
    const { items, next } = await this.contracts.list(scope, query);
    return { items: items.map(toRow), next };
  }

  /**
   * Get a contract.
   * @remarks Returns a contract with its machines, meters and charges.
   */
  @Get(':id')
  @RequirePermission('contracts.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ContractDto> {
    return toContractDto(await this.contracts.get(scope, id));
  }

  /**
   * Get the exit costs of a contract.
   * @remarks Returns the cost of an early termination today with its calculation, the next ordinary end of the
   * contract, and the buy-out price of its machines.
   */
  @Get(':id/exit')
  @RequirePermission('contracts.read')
  async exit(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ExitDto> {
    return toExitDto(await this.contracts.exit(scope, id, await this.deposits.getHeldAmount(scope, id)));
  }

  /** Create a contract. */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() contract: NewContractDto): Promise<ContractDto> {
    return toContractDto(await this.contracts.create(scope, { ...contract, ...toNewParts(contract) }));
  }

  /**
   * Update a contract.
   * @remarks Once a contract is active, use amendments to change its billing terms. This operation can then only end
   * the contract and change the terms in `terms`.
   */
  @Patch(':id')
  @RequirePermission('contracts.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() changes: ContractChangesDto,
  ): Promise<ContractDto> {
    return toContractDto(
      await this.contracts.change(scope, id, version, { ...changes, ...toNewParts(changes) }),
    );
  }

  /**
   * Delete a draft contract.
   * @remarks Deletes a draft with its machines, meters and charges.
   */
  @Delete(':id')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  discard(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.contracts.discard(scope, id, version);
  }
}
