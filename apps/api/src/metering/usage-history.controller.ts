import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UsageHistories } from '#metering';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { UsageHistoryDto, UsageHistoryQueryDto } from './usage-history.dto.js';

const DEFAULT_MONTHS = 12;

@ApiTags('previews')
@Controller('devices')
export class UsageHistoryController {
  constructor(private readonly histories: UsageHistories) {}

  /**
   * List monthly usage of a signal.
   * @remarks Returns the monthly usage of a signal, with or without a contract, as input for `POST
   * /pricing/simulation`. By default, the signal is metered as a counter. The other parameters select any other
   * settings that a contract can use. Returns stored usage for months that a contract has measured with the same
   * settings, and derives the usage of the other months from readings. Stores nothing.
   */
  @Get(':id/counter-months')
  @RequirePermission('contracts.write')
  async list(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) deviceId: string,
    @Query() { months: count = DEFAULT_MONTHS, ...asked }: UsageHistoryQueryDto,
  ): Promise<UsageHistoryDto> {
    const { device, meter, months } = await this.histories.list(scope, { ...asked, deviceId, months: count });
    const { signalKey, method, unit } = meter;
    return {
      deviceId,
      code: device.code,
      machineId: device.machineId,
      serial: device.serial,
      signalKey,
      method,
      unit,
      months: months.map((month) => ({ ...month })),
    };
  }
}
