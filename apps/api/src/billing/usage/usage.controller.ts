import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UsageService } from '#metering';
import type { Scope } from '#platform';
import { CurrentUsageService } from '#revenue';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toDecisionDto } from '../../metering/exception-views.js';
import { toCostDto, toUsageDto } from '../billing-views.js';
import { CurrentUsageDto, UsageListDto, UsageQueryDto } from './usage.dto.js';

@ApiTags('billing')
@Controller('contracts')
export class UsageController {
  constructor(
    private readonly usages: UsageService,
    private readonly costs: CurrentUsageService,
  ) {}

  /**
   * List usage of a contract.
   * @remarks Returns the usage of a contract's meters by month, as last drafted. By default, returns thirteen months up
   * to the current one.
   */
  @Get(':id/usage')
  @RequirePermission('contracts.read')
  async usage(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { from, to }: UsageQueryDto,
  ): Promise<UsageListDto> {
    const { usages, decisions } = await this.usages.listOfContract(scope, id, { from, to });
    return { items: usages.map(toUsageDto), next: null, decisions: decisions.map(toDecisionDto) };
  }

  /**
   * Get current usage and cost of a contract.
   * @remarks Returns the cost of the current month to date and its likely range at the end of the month.
   */
  @Get(':id/cost-so-far')
  @RequirePermission('contracts.read')
  async costSoFar(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CurrentUsageDto> {
    return toCostDto(await this.costs.get(scope, id));
  }
}
