import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type DeviceLocation, DevicesService, SignalsService } from '#equipment';
import { DomainError, type Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { NewSignalDto, SignalDto, SignalListDto } from '../models/models.dto.js';
import { fromNewSignalDto, toSignalDto } from '../models/signal-views.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  DeviceChangesDto,
  DeviceDto,
  DeviceListDto,
  DeviceQueryDto,
  DeviceSignalsQueryDto,
  NewDeviceDto,
} from './devices.dto.js';
import { DevicesQueries } from './devices.queries.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('devices')
@Controller('devices')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly signals: SignalsService,
    private readonly queries: DevicesQueries,
  ) {}

  /**
   * List devices.
   * @remarks Returns devices, by default sorted by code. Sort keys: `code`, `machine` and `site`.
   */
  @Get()
  @RequirePermission('fleet.read')
  list(@CurrentScope() scope: Scope, @Query() query: DeviceQueryDto): Promise<DeviceListDto> {
    return this.queries.list(scope, query);
  }

  /** Get a device. */
  @Get(':id')
  @RequirePermission('fleet.read')
  get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<DeviceDto> {
    return this.queries.get(scope, id);
  }

  /**
   * Create a device.
   * @remarks Creates a controller or gateway of a machine, or an instrument of a site.
   */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { machineId, siteId, ...body }: NewDeviceDto,
  ): Promise<DeviceDto> {
    const location = toDeviceLocation(machineId, siteId);
    if (!location) throw new DomainError('equipment.device_place_missing');
    const { id } = await this.devices.create(scope, { ...body, ...location });
    return this.queries.get(scope, id);
  }

  /** Update a device. */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { machineId, siteId, ...body }: DeviceChangesDto,
  ): Promise<DeviceDto> {
    await this.devices.change(scope, id, version, { ...body, place: toDeviceLocation(machineId, siteId) });
    return this.queries.get(scope, id);
  }

  /**
   * List signals of a device.
   * @remarks Returns the signals that are defined for the device. With `withModel`, also returns the signals of the
   * machine's model that a controller reports.
   */
  @Get(':id/signals')
  @RequirePermission('fleet.read')
  async listSignals(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { withModel }: DeviceSignalsQueryDto,
  ): Promise<SignalListDto> {
    return toWholeList((await this.signals.listOfDevice(scope, id, withModel)).map(toSignalDto));
  }

  /** Add a signal to a device. */
  @Post(':id/signals')
  @RequirePermission('registry.write')
  @Idempotent()
  async addSignal(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewSignalDto,
  ): Promise<SignalDto> {
    return toSignalDto(await this.signals.addToDevice(scope, id, fromNewSignalDto(body)));
  }
}

/** @throws DomainError equipment.device_place_ambiguous if the request contains both a machine and a site */
function toDeviceLocation(
  machineId: string | undefined,
  siteId: string | undefined,
): DeviceLocation | undefined {
  if (machineId !== undefined && siteId !== undefined)
    throw new DomainError('equipment.device_place_ambiguous');
  if (machineId !== undefined) return { machineId };
  return siteId === undefined ? undefined : { siteId };
}
