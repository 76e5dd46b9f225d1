import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { PrepaidStandings } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { PrepaidBalanceListDto } from './prepaid.dto.js';
import { toPrepaid } from './takeover-views.js';
import { wholeList } from '../../http/whole-list.js';

@ApiTags('billing')
@Controller('contracts/:contractId/prepaid')
export class PrepaidController {
  constructor(private readonly standings: PrepaidStandings) {}

  /**
   * List prepaid credits of a contract.
   * @remarks Returns the balances of prepaid credits: those brought by a contract migration first, then those that the
   * contract sold.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<PrepaidBalanceListDto> {
    const { contract, balances } = await this.standings.list(scope, contractId);
    return wholeList(
      balances.map(({ chargeKey, machineId, quantity, left, from, until, hasLapsed, soldBy }) => ({
        charge: toPrepaid(contract, chargeKey, machineId),
        ...{ quantity, left, from, until, soldBy },
        lapsed: hasLapsed,
      })),
    );
  }
}
