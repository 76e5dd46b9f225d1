import {
  Body,
  Controller,
  Get,
  Header,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { MachinesService, PlacementsService } from '#equipment';
import { MakersService } from '#organization';
import { Clock, type Scope } from '#platform';
import { QuarantineReplays } from '#telemetry';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { MachineListDto, MachineQueryDto } from '../fleet/fleet.dto.js';
import { MachineRowsQueries } from '../fleet/machine-rows.queries.js';
import { maySeeUsage } from '../fleet/may-see-usage.js';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import type { Principal } from '../security/principal.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { composeMachineLabel } from './machine-label.js';
import { MachineViewQueries } from './machine-view.queries.js';
import {
  MachineChangesDto,
  MachineDto,
  MoveDto,
  NewMachineDto,
  PlacementListDto,
  TransitionDto,
} from './machines.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('registry')
@Controller('machines')
export class MachinesController {
  constructor(
    private readonly machines: MachinesService,
    private readonly placements: PlacementsService,
    private readonly makers: MakersService,
    private readonly rows: MachineRowsQueries,
    private readonly views: MachineViewQueries,
    private readonly replays: QuarantineReplays,
    private readonly clock: Clock,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * List machines.
   * @remarks Returns machines, by default sorted by urgency, machines that need attention first. Sort keys:
   * `attention`, `serial`, `model`, `site`, `customer` and `lastReadingAt`. Customers see only the machines at their
   * sites.
   */
  @Get()
  @RequirePermission('fleet.read')
  list(@CurrentPrincipal() principal: Principal, @Query() query: MachineQueryDto): Promise<MachineListDto> {
    return this.rows.list(principal.scope, query, maySeeUsage(principal));
  }

  /**
   * Get a machine.
   * @remarks Returns a machine with its current state. Former customers can still access the machine, but only its data
   * from the time when it was at their sites.
   */
  @Get(':id')
  @RequirePermission('fleet.read')
  get(@CurrentPrincipal() principal: Principal, @Param('id', IdPipe) id: string): Promise<MachineDto> {
    return this.view(principal, id);
  }

  /**
   * Register a machine.
   * @remarks Registers a shipped machine, together with the controller that reports for it.
   */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() { deviceCode, ...body }: NewMachineDto,
  ): Promise<MachineDto> {
    const { id } = await this.machines.create(principal.scope, {
      ...body,
      shippedAt: body.shippedAt ?? this.clock.now(),
      ...(deviceCode !== undefined && { device: { code: deviceCode, kind: 'controller' as const } }),
    });
    return this.view(principal, id);
  }

  /**
   * Update a machine.
   * @remarks Corrects the data of the machine. If `shippedAt` is set, quarantined readings that were rejected as
   * `before_shipment` are retried.
   */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: MachineChangesDto,
  ): Promise<MachineDto> {
    await this.machines.change(principal.scope, id, version, body);
    if (body.shippedAt) await this.replays.requestAfterFix(principal.scope, 'before_shipment');
    return this.view(principal, id);
  }

  /**
   * Change the lifecycle state of a machine.
   * @remarks Changes the lifecycle state of the machine and updates its placement accordingly.
   */
  @Post(':id/transitions')
  @RequirePermission('registry.write')
  @Idempotent()
  async transition(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { occurredAt = this.clock.now(), ...body }: TransitionDto,
  ): Promise<MachineDto> {
    await this.machines.transition(principal.scope, id, { ...body, occurredAt });
    return this.view(principal, id);
  }

  /**
   * List placements of a machine.
   * @remarks Returns the machine's placements, newest first. Customers see only the placements at their own sites.
   */
  @Get(':id/placements')
  @RequirePermission('fleet.read')
  listPlacements(
    @CurrentPrincipal() { scope }: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<PlacementListDto> {
    return this.showPlacements(scope, id);
  }

  /**
   * Move a machine to another site.
   * @remarks The site can belong to another customer. The old placement ends at the instant when the new one begins.
   */
  @Post(':id/placements')
  @RequirePermission('registry.write')
  @Idempotent()
  async move(
    @CurrentPrincipal() { scope }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { siteId, from = this.clock.now(), reason }: MoveDto,
  ): Promise<PlacementListDto> {
    await this.placements.move(scope, id, siteId, from, reason);
    return this.showPlacements(scope, id);
  }

  /**
   * Get the label of a machine.
   * @remarks Returns a label to print and attach to the machine. Its QR code opens the page of the machine.
   */
  @Get(':id/label.svg')
  @RequirePermission('fleet.read')
  @Header('Content-Disposition', 'inline')
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async label(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<StreamableFile> {
    const [machine, maker] = await Promise.all([this.view(principal, id), this.makers.get(principal.scope)]);
    const svg = composeMachineLabel({
      url: `${this.config.publicUrl}/machines/${id}`,
      serial: machine.serial,
      model: `${machine.model.code} · ${machine.model.name}`,
      maker: maker.brand || maker.name,
    });
    return new StreamableFile(Buffer.from(svg, 'utf8'), { type: 'image/svg+xml; charset=utf-8' });
  }

  private view(principal: Principal, id: string): Promise<MachineDto> {
    return this.views.get(principal.scope, id, {
      usage: maySeeUsage(principal),
      decides: principal.permissions.has('registry.write'),
    });
  }

  private async showPlacements(scope: Scope, id: string): Promise<PlacementListDto> {
    const stays = await this.placements.list(scope, id);
    return toWholeList(
      stays.map((stay) => ({
        id: stay.id,
        site: { id: stay.siteId, name: stay.siteName, city: stay.siteCity, zone: stay.siteZone },
        customer: { id: stay.customerId, name: stay.customerName },
        from: stay.from,
        to: stay.to,
      })),
    );
  }
}
