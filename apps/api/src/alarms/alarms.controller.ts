import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Alarms, AlarmsQueries, type AlarmView } from '#diagnostics';
import type { Scope } from '#platform';
import { TicketsQueries } from '#service';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { AlarmDto, AlarmListDto, AlarmQueryDto } from './alarms.dto.js';

@ApiTags('alarms')
@Controller('alarms')
export class AlarmsController {
  constructor(
    private readonly alarms: Alarms,
    private readonly queries: AlarmsQueries,
    private readonly tickets: TicketsQueries,
  ) {}

  /**
   * List alarms.
   * @remarks Returns alarms, newest first. Excludes alarms that late readings have disproved.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Query() query: AlarmQueryDto): Promise<AlarmListDto> {
    const { items, next } = await this.queries.list(scope, query);
    return { items: await this.withTickets(scope, items), next };
  }

  /** Get an alarm. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<AlarmDto> {
    return this.withTicket(scope, await this.queries.get(scope, id));
  }

  /**
   * Acknowledge an alarm.
   * @remarks Records who acknowledged the alarm. A second acknowledgement has no effect.
   */
  @Post(':id/acknowledge')
  @RequirePermission('alarms.acknowledge')
  @HttpCode(HttpStatus.OK)
  async acknowledge(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<AlarmDto> {
    return this.withTicket(scope, await this.alarms.acknowledge(scope, id));
  }

  private async withTicket(scope: Scope, alarm: AlarmView): Promise<AlarmDto> {
    const [dto] = await this.withTickets(scope, [alarm]);
    return dto!;
  }

  private async withTickets(scope: Scope, alarms: readonly AlarmView[]): Promise<AlarmDto[]> {
    const tickets = await this.tickets.ofAlarms(
      scope,
      alarms.map(({ id }) => id),
    );
    return alarms.map((alarm) => ({ ...alarm, ticket: tickets.get(alarm.id) ?? null }));
  }
}
