import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { PrepaidBalances } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { PrepaidBalanceListDto } from './prepaid.dto.js';
import { toPrepaid } from './contract-migration-views.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('billing')
@Controller('contracts/:contractId/prepaid')
export class PrepaidController {
  constructor(private readonly prepaidBalances: PrepaidBalances) {}

  /**
   * List prepaid credits of a contract.
   * @remarks Returns the balances of prepaid credits: first those that a contract migration transferred, then those
   * that the contract sold.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<PrepaidBalanceListDto> {
    const { contract, balances } = await this.prepaidBalances.list(scope, contractId);
    return toWholeList(
      balances.map(({ chargeKey, machineId, quantity, left, from, until, isExpired, soldBy }) => ({
        charge: toPrepaid(contract, chargeKey, machineId),
        ...{ quantity, left, from, until, soldBy },
        lapsed: isExpired,
      })),
    );
  }
}
