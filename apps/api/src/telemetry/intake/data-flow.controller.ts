import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DataFlowQueries } from '#telemetry';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { FlowDto, FlowFindingsDto, FlowQueryDto } from './data-flow.dto.js';

@ApiTags('telemetry')
@Controller('data-flow')
export class DataFlowController {
  constructor(private readonly queries: DataFlowQueries) {}

  /**
   * Get the data flow.
   * @remarks Returns the amount of data that was received within the last hour in steps of one minute, or within the
   * last day in steps of ten minutes.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  flow(@CurrentScope() scope: Scope, @Query() { span = 'hour' }: FlowQueryDto): Promise<FlowDto> {
    return this.queries.flow(scope, span);
  }

  /**
   * List findings of the data flow.
   * @remarks Returns devices with gaps, with incorrect clocks, with the highest numbers of values and with the highest
   * use of their limits, at most ten of each. Also returns the storage that readings use.
   */
  @Get('findings')
  @RequirePermission('telemetry.inspect')
  findings(@CurrentScope() scope: Scope): Promise<FlowFindingsDto> {
    return this.queries.findings(scope);
  }
}
