import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { UnknownSignals } from '#telemetry';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  AdoptedSignalDto,
  AdoptSignalDto,
  IgnoreSignalDto,
  UnknownSignalListDto,
  UnknownSignalsQueryDto,
} from './unknown-signals.dto.js';

@ApiTags('telemetry')
@Controller('unknown-signals')
export class UnknownSignalsController {
  constructor(private readonly unknownSignals: UnknownSignals) {}

  /**
   * List unknown signals.
   * @remarks Returns signals that devices send but that have no definition.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  list(@CurrentScope() scope: Scope, @Query() query: UnknownSignalsQueryDto): Promise<UnknownSignalListDto> {
    return this.unknownSignals.list(scope, query);
  }

  /**
   * Define an unknown signal.
   * @remarks Adds a definition of the signal for all machines of the model, or for a single instrument of a site.
   * Readings that were received before the definition are already stored.
   */
  @Post('adopt')
  @RequirePermission('telemetry.inspect')
  async adopt(@CurrentScope() scope: Scope, @Body() body: AdoptSignalDto): Promise<AdoptedSignalDto> {
    const { deviceId, label, ...signal } = body;
    const adopted = await this.unknownSignals.adopt(scope, deviceId, {
      ...signal,
      ...(label ? { labelI18n: label } : {}),
    });
    const { id, modelId, key, unit, kind, decimals } = adopted;
    return { id, modelId, deviceId: adopted.deviceId, key, unit, kind, decimals };
  }

  /**
   * Ignore an unknown signal.
   * @remarks Hides a signal from the list of unknown signals. The readings of the signal remain stored.
   */
  @Post('ignore')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.NO_CONTENT)
  ignore(@CurrentScope() scope: Scope, @Body() body: IgnoreSignalDto): Promise<void> {
    return this.unknownSignals.ignore(scope, body.deviceId, body.key);
  }
}
