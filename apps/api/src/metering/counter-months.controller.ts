import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CounterMonths } from '#metering';
import type { Scope } from '#platform';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { CounterMonthsQueryDto, CounterPastDto } from './counter-months.dto.js';

const USUAL_MONTHS = 12;

@ApiTags('previews')
@Controller('devices')
export class CounterMonthsController {
  constructor(private readonly counters: CounterMonths) {}

  /**
   * What a counter counted month by month, with or without a contract: what `POST /pricing/simulation` bills. Months that a
   * contract has usage of are told as they stand there, the others are derived from readings by the same rules. Stores nothing.
   */
  @Get(':id/counter-months')
  @RequirePermission('contracts.write')
  async list(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) deviceId: string,
    @Query() { signalKey, zone, months: count = USUAL_MONTHS, until }: CounterMonthsQueryDto,
  ): Promise<CounterPastDto> {
    const past = await this.counters.list(scope, { deviceId, signalKey, zone, months: count, until });
    const { device, unit, months } = past;
    return {
      deviceId,
      code: device.code,
      machineId: device.machineId,
      serial: device.serial,
      signalKey,
      unit,
      months: months.map((month) => ({ ...month })),
    };
  }
}
