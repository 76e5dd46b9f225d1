import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import type { Principal } from '../security/principal.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { TodayDto } from './today.dto.js';
import { TodayQueries } from './today.queries.js';

@ApiTags('fleet')
@Controller('today')
export class TodayController {
  constructor(private readonly today: TodayQueries) {}

  /**
   * Get today's tasks.
   * @remarks Returns the items that need attention today: critical alarms, unassigned tickets, usage on hold, kits that
   * are due within two weeks, silent machines, and recent notices of your usage alerts. Also returns the totals of
   * invoices that are not issued yet.
   */
  @Get()
  @RequirePermission('fleet.read')
  get(@CurrentPrincipal() principal: Principal): Promise<TodayDto> {
    return this.today.get(principal);
  }
}
