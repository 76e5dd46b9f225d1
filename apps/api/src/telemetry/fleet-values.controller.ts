import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { LiveQueries } from '#telemetry';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { FleetValuesDto, FleetValuesQueryDto } from './live.dto.js';

@ApiTags('telemetry')
@Controller('fleet')
export class FleetValuesController {
  constructor(private readonly live: LiveQueries) {}

  /**
   * Get live values of the fleet.
   * @remarks Returns the last known values of all machines, for signals that the machine's model defines. Omits
   * machines that have never sent any of the signals.
   */
  @Get('values')
  @RequirePermission('fleet.read')
  async find(
    @CurrentScope() scope: Scope,
    @Query() { signals }: FleetValuesQueryDto,
  ): Promise<FleetValuesDto> {
    return { machines: await this.live.findOfFleet(scope, signals) };
  }
}
