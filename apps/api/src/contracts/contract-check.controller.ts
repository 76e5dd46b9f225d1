import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ContractCheckService } from '#contracts';
import type { Scope } from '#platform';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ContractCheckDto, ContractFindingListDto } from './contract-check.dto.js';
import { toNewParts } from './contract-views.js';

@ApiTags('previews')
@Controller('contracts')
export class ContractCheckController {
  constructor(private readonly checks: ContractCheckService) {}

  /**
   * Check a draft contract for conflicts.
   * @remarks Returns machines and meters of the draft that other contracts include or bill at the same time. A machine
   * that an active or ended contract of another customer claims prevents the activation. Stores nothing.
   */
  @Post('check')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  async check(
    @CurrentScope() scope: Scope,
    @Body()
    {
      contractId = null,
      customerId,
      startsOn,
      endsOn = null,
      zone = 'UTC',
      meters,
      ...parts
    }: ContractCheckDto,
  ): Promise<ContractFindingListDto> {
    const { machines, charges } = toNewParts(parts);
    const draft = { contractId, customerId, startsOn, endsOn, zone, machines, meters, charges };
    return toWholeList(await this.checks.check(scope, draft));
  }
}
