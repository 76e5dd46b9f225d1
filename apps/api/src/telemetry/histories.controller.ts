import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock, type Scope } from '#platform';
import { HistoryQueries } from '#telemetry';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { HistoriesDto, HistoriesQueryDto, toHistoryRequest } from './history.dto.js';

@ApiTags('telemetry')
@Controller('histories')
export class HistoriesController {
  constructor(
    private readonly history: HistoryQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Compare histories of several machines.
   * @remarks Returns the measurements of several machines over the same range, in the same buckets, so that they can be
   * compared in one chart.
   */
  @Get()
  @RequirePermission('fleet.read')
  async find(@CurrentScope() scope: Scope, @Query() query: HistoriesQueryDto): Promise<HistoriesDto> {
    const machines = [...new Set(query.machines)];
    const request = toHistoryRequest(query, this.clock.now());
    const histories = await this.history.findSeveral(scope, machines, request);
    return { machines: histories.map(({ machineId, history }) => ({ machineId, ...history })) };
  }
}
