import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { KitDeliveriesQueries, KitDeliveriesService, type DeliveryView } from '#supply';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  CancelKitDto,
  KitDeliveryDto,
  KitDeliveryListDto,
  KitDeliveryQueryDto,
  ReceiveKitDto,
  SendKitDto,
} from './kit-deliveries.dto.js';

@ApiTags('parts')
@Controller('kit-deliveries')
export class KitDeliveriesController {
  constructor(
    private readonly deliveries: KitDeliveriesService,
    private readonly views: KitDeliveriesQueries,
  ) {}

  /**
   * List kit deliveries.
   * @remarks Returns kit deliveries in all states, sorted by the predicted due date. Deliveries without a predicted
   * date come last.
   */
  @Get()
  @RequirePermission('parts.read')
  async list(
    @CurrentScope() scope: Scope,
    @Query() { state, ...query }: KitDeliveryQueryDto,
  ): Promise<KitDeliveryListDto> {
    const { items, next } = await this.views.list(scope, { ...query, states: state });
    return { items: items.map(toDto), next };
  }

  /** Get a kit delivery. */
  @Get(':id')
  @RequirePermission('parts.read')
  get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<KitDeliveryDto> {
    return this.show(scope, id);
  }

  /**
   * Reserve a kit.
   * @remarks Reserves all parts of the kit in its depot. If parts are missing, nothing is reserved, and the error
   * contains the missing parts.
   */
  @Post(':id/reserve')
  @RequirePermission('parts.write')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async reserve(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<KitDeliveryDto> {
    await this.deliveries.reserve(scope, id);
    return this.show(scope, id);
  }

  /**
   * Send a kit.
   * @remarks Records that a carrier has picked up the kit, with the date promised to the customer. The parts of the kit
   * leave the stock.
   */
  @Post(':id/send')
  @RequirePermission('parts.write')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async send(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: SendKitDto,
  ): Promise<KitDeliveryDto> {
    await this.deliveries.send(scope, id, body);
    return this.show(scope, id);
  }

  /**
   * Confirm the receipt of a kit.
   * @remarks Records that the customer or the technician has received the kit.
   */
  @Post(':id/receive')
  @RequirePermission('parts.receive')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async receive(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { occurredAt }: ReceiveKitDto,
  ): Promise<KitDeliveryDto> {
    await this.deliveries.receive(scope, id, occurredAt);
    return this.show(scope, id);
  }

  /**
   * Cancel a kit delivery.
   * @remarks A delivery that has been sent cannot be cancelled.
   */
  @Post(':id/cancel')
  @RequirePermission('parts.write')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async cancel(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: CancelKitDto,
  ): Promise<KitDeliveryDto> {
    await this.deliveries.cancel(scope, id, reason);
    return this.show(scope, id);
  }

  private async show(scope: Scope, id: string): Promise<KitDeliveryDto> {
    return toDto(await this.views.get(scope, id));
  }
}

function toDto(view: DeliveryView): KitDeliveryDto {
  return {
    ...view,
    kit: { ...view.kit, parts: [...view.kit.parts] },
    steps: [...view.steps],
    shortage: [...view.shortage],
  };
}
