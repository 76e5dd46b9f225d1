import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import type { Principal } from '../security/principal.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { FleetSummaryDto } from './fleet.dto.js';
import { FleetSummaryQueries } from './fleet-summary.queries.js';
import { maySeeUsage } from './may-see-usage.js';

@ApiTags('fleet')
@Controller('fleet')
export class FleetController {
  constructor(private readonly summaries: FleetSummaryQueries) {}

  /**
   * Get the fleet summary.
   * @remarks Returns the number of machines in each state, and the sites of each hub with their worst state. Customers
   * see only the machines at their sites.
   */
  @Get('summary')
  @RequirePermission('fleet.read')
  summary(@CurrentPrincipal() principal: Principal): Promise<FleetSummaryDto> {
    return this.summaries.get(principal.scope, maySeeUsage(principal));
  }
}
