import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock, type Scope } from '#platform';
import { HistoryQueries, LiveQueries } from '#telemetry';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { HistoryDto, HistoryQueryDto, toHistoryRequest } from './history.dto.js';
import { LiveDto } from './live.dto.js';

@ApiTags('telemetry')
@Controller('sites')
export class SiteTelemetryController {
  constructor(
    private readonly live: LiveQueries,
    private readonly history: HistoryQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Get live values of a site's instruments.
   * @remarks Returns the last known values of the site's own instruments.
   */
  @Get(':id/live')
  @RequirePermission('fleet.read')
  findLive(@CurrentScope() scope: Scope, @Param('id', IdPipe) siteId: string): Promise<LiveDto> {
    return this.live.find(scope, { siteId });
  }

  /**
   * Get the history of a site's instruments.
   * @remarks Returns the measurements of the site's own instruments in buckets, and their data gaps. At most 16 signals
   * are returned.
   */
  @Get(':id/history')
  @RequirePermission('fleet.read')
  findHistory(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) siteId: string,
    @Query() query: HistoryQueryDto,
  ): Promise<HistoryDto> {
    return this.history.find(scope, { siteId }, toHistoryRequest(query, this.clock.now()));
  }
}
