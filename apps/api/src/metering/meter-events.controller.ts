import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MeterEvents } from '#metering';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  MeterEventIdDto,
  MeterEventListDto,
  MeterEventQueryDto,
  NewMeterEventDto,
  WithdrawEventDto,
} from './meter-events.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('billing')
@Controller('meter-events')
export class MeterEventsController {
  constructor(private readonly events: MeterEvents) {}

  /**
   * List meter events.
   * @remarks Returns the recorded events of meters and machines. Customers see only the events that concern their
   * meters and machines.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Query() query: MeterEventQueryDto): Promise<MeterEventListDto> {
    const { contractId, machineId, deviceId } = query;
    const items = await this.events.list(scope, { contractId, machineId, deviceId });
    return toWholeList(items.map((item) => ({ ...item })));
  }

  /**
   * Record a meter event.
   * @remarks The usage that the event affects is derived again immediately. Recorded events never change.
   */
  @Post()
  @RequirePermission('meters.declare')
  @Idempotent()
  async declare(@CurrentScope() scope: Scope, @Body() body: NewMeterEventDto): Promise<MeterEventIdDto> {
    const { kind, meterId, machineId, from, to, reason } = body;
    const id = await this.events.declare(scope, {
      kind,
      meterId: meterId ?? null,
      machineId: machineId ?? null,
      deviceId: body.deviceId ?? null,
      from: from?.getTime() ?? null,
      to: to?.getTime() ?? null,
      finalValue: body.finalValue ?? null,
      initialValue: body.initialValue ?? null,
      firstDay: body.firstDay ?? null,
      lastDay: body.lastDay ?? null,
      number: body.number ?? null,
      issuedBy: body.issuedBy ?? null,
      tolerancePercent: body.tolerancePercent ?? null,
      reason,
    });
    return { id };
  }

  /**
   * Withdraw a meter event.
   * @remarks The event no longer counts, but remains visible with the person who withdrew it and the reason.
   */
  @Post(':id/withdrawal')
  @RequirePermission('meters.declare')
  @HttpCode(HttpStatus.NO_CONTENT)
  withdraw(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: WithdrawEventDto,
  ): Promise<void> {
    return this.events.withdraw(scope, id, reason);
  }
}
