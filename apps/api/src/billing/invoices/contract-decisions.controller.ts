import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ContractDecisions } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { MoneyDecisionListDto } from './invoice-life.dto.js';
import { toMoneyDecision } from './invoice-views.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('billing')
@Controller('contracts')
export class ContractDecisionsController {
  constructor(private readonly decisions: ContractDecisions) {}

  /**
   * List decisions on a contract.
   * @remarks Returns the decisions to activate, migrate and amend a contract, newest first, with their authors and the
   * values before and after each change.
   */
  @Get(':id/decisions')
  @RequirePermission('accounting.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<MoneyDecisionListDto> {
    return toWholeList((await this.decisions.list(scope, id)).map(toMoneyDecision));
  }
}
