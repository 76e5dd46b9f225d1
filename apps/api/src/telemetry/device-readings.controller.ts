import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock, type Scope } from '#platform';
import { DeviceReadingsQueries } from '#telemetry';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ReadingListDto, ReadingsQueryDto } from './readings.dto.js';
import { toSpan } from './span.js';

@ApiTags('telemetry')
@Controller('devices')
export class DeviceReadingsController {
  constructor(
    private readonly readings: DeviceReadingsQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * List readings of a device.
   * @remarks Returns the readings of a device as sent, in order of device time, oldest first.
   */
  @Get(':id/readings')
  @RequirePermission('fleet.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) deviceId: string,
    @Query() query: ReadingsQueryDto,
  ): Promise<ReadingListDto> {
    const { cursor, limit } = query;
    const page = await this.readings.list(scope, deviceId, {
      cursor,
      limit,
      ...toSpan(query, this.clock.now()),
    });
    return {
      items: page.items.map(
        ({ values, others, qualities, deviceTime, seq, receivedAt, firstReceivedAt, timeSource }) => ({
          deviceTime,
          seq,
          receivedAt,
          firstReceivedAt,
          timeSource,
          values: Object.fromEntries(values),
          others: Object.fromEntries(others),
          quality: Object.fromEntries(qualities),
        }),
      ),
      next: page.next,
    };
  }
}
