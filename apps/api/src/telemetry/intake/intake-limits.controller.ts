import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { IntakeLimits, type LimitsView } from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { LimitRuleDto, LimitsDto } from './intake-limits.dto.js';

/**
 * Intake limits of devices, of models and of all devices of a maker together. Ingest applies changes within seconds.
 */
@ApiTags('devices')
@Controller()
export class IntakeLimitsController {
  constructor(private readonly limits: IntakeLimits) {}

  /** Get intake limits of a device. */
  @Get('devices/:id/limits')
  @RequirePermission('devices.write')
  ofDevice(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<LimitsDto> {
    return this.limits.get(scope, { kind: 'device', id }).then(toDto);
  }

  /** Set intake limits of a device. */
  @Put('devices/:id/limits')
  @RequirePermission('devices.write')
  setOfDevice(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() rule: LimitRuleDto,
  ): Promise<LimitsDto> {
    return this.limits.set(scope, { kind: 'device', id }, rule).then(toDto);
  }

  /**
   * Get intake limits of a machine model.
   * @remarks Returns the limits that apply to each device of the model's machines, unless the device has its own
   * limits.
   */
  @Get('models/:id/limits')
  @RequirePermission('devices.write')
  ofModel(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<LimitsDto> {
    return this.limits.get(scope, { kind: 'model', id }).then(toDto);
  }

  /** Set intake limits of a machine model. */
  @Put('models/:id/limits')
  @RequirePermission('devices.write')
  setOfModel(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() rule: LimitRuleDto,
  ): Promise<LimitsDto> {
    return this.limits.set(scope, { kind: 'model', id }, rule).then(toDto);
  }

  /**
   * Get intake limits of the maker.
   * @remarks Returns the limits that apply to all devices together. `payloadBytes` has no effect for the maker.
   */
  @Get('maker/limits')
  @RequirePermission('devices.write')
  ofMaker(@CurrentScope() scope: Scope): Promise<LimitsDto> {
    return this.limits.get(scope, { kind: 'maker' }).then(toDto);
  }

  /** Set intake limits of the maker. */
  @Put('maker/limits')
  @RequirePermission('devices.write')
  setOfMaker(@CurrentScope() scope: Scope, @Body() rule: LimitRuleDto): Promise<LimitsDto> {
    return this.limits.set(scope, { kind: 'maker' }, rule).then(toDto);
  }
}

function toDto({ model, ...view }: LimitsView): LimitsDto {
  return { ...view, model: model && { id: model.id, name: model.name } };
}
