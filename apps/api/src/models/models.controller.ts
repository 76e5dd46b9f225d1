import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ModelsService, SignalsService } from '#equipment';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  ModelChangesDto,
  ModelDto,
  ModelListDto,
  NewModelDto,
  NewSignalDto,
  SignalDto,
} from './models.dto.js';
import { ModelsQueries } from './models.queries.js';
import { fromNewSignalDto, toModelDto, toSignalDto } from './signal-views.js';

@ApiTags('registry')
@Controller('models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly signals: SignalsService,
    private readonly queries: ModelsQueries,
  ) {}

  /**
   * List machine models.
   * @remarks Returns the models that are not archived with their signals, sorted by code.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Query() _page: PageQueryDto): Promise<ModelListDto> {
    const [models, counts] = await Promise.all([this.models.list(scope), this.queries.countMachines(scope)]);
    return {
      items: models.map((model) => ({ ...toModelDto(model), machineCount: counts.get(model.id) ?? 0 })),
      next: null,
    };
  }

  /** Get a machine model. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ModelDto> {
    return toModelDto(await this.models.get(scope, id));
  }

  /**
   * Create a machine model.
   * @remarks Creates a model. The request can contain its signals.
   */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() { signals, ...body }: NewModelDto): Promise<ModelDto> {
    return toModelDto(await this.models.create(scope, { ...body, signals: signals?.map(fromNewSignalDto) }));
  }

  /** Update a machine model. */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ModelChangesDto,
  ): Promise<ModelDto> {
    return toModelDto(await this.models.change(scope, id, version, body));
  }

  /** Add a signal to a machine model. */
  @Post(':id/signals')
  @RequirePermission('registry.write')
  @Idempotent()
  async addSignal(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewSignalDto,
  ): Promise<SignalDto> {
    return toSignalDto(await this.signals.addToModel(scope, id, fromNewSignalDto(body)));
  }
}
