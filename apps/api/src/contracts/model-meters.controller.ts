import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ModelMeter, ModelMetersService, combinedFactor } from '#contracts';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  ModelMeterChangesDto,
  ModelMeterDto,
  MeterOriginListDto,
  ModelMeterListDto,
  NewModelMeterDto,
  ProposedMeterListDto,
  ProposedMetersQueryDto,
} from './model-meters.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('registry')
@Controller()
export class ModelMetersController {
  constructor(private readonly meters: ModelMetersService) {}

  /**
   * List model meters.
   * @remarks Returns the model meters of a machine model, sorted by name.
   */
  @Get('models/:id/meters')
  @RequirePermission('registry.write', 'contracts.write')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ModelMeterListDto> {
    return toWholeList((await this.meters.list(scope, id)).map(toDto));
  }

  /**
   * Propose meters for machines.
   * @remarks Returns the model meters of the machines' models as meters for a contract. The contract keeps copies,
   * which later changes to the model meters do not affect.
   */
  @Get('model-meters/proposals')
  @RequirePermission('contracts.write')
  async propose(
    @CurrentScope() scope: Scope,
    @Query() { machineIds }: ProposedMetersQueryDto,
  ): Promise<ProposedMeterListDto> {
    const items = await this.meters.propose(scope, machineIds);
    return toWholeList(items.map(({ matches, ...meter }) => ({ ...meter, matches: [...matches] })));
  }

  /**
   * List the model meters that a contract's meters were copied from.
   * @remarks Returns the model meters that the contract's meters were copied from, and whether they still match.
   */
  @Get('contracts/:id/meter-origins')
  @RequirePermission('contracts.write')
  async origins(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<MeterOriginListDto> {
    const items = await this.meters.origins(scope, id);
    return toWholeList(items.map(({ definition, ...origin }) => ({ ...origin, definition })));
  }

  /** Add a model meter to a machine model. */
  @Post('models/:id/meters')
  @RequirePermission('registry.write')
  @Idempotent()
  async add(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewModelMeterDto,
  ): Promise<ModelMeterDto> {
    return toDto(await this.meters.add(scope, id, body));
  }

  /**
   * Update a model meter.
   * @remarks Meters of contracts that were copied from the model meter do not change.
   */
  @Patch('model-meters/:id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ModelMeterChangesDto,
  ): Promise<ModelMeterDto> {
    return toDto(await this.meters.change(scope, id, version, body));
  }

  /** Delete a model meter. */
  @Delete('model-meters/:id')
  @RequirePermission('registry.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.meters.remove(scope, id, version);
  }
}

function toDto({ makerId: _scope, matches, ...meter }: ModelMeter): ModelMeterDto {
  return { ...meter, matches: [...matches], wholeFactor: combinedFactor(meter) };
}
