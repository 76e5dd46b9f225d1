import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeliveryLog, type DeliveryView } from '#notifications';
import type { Page, Scope } from '#platform';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import { DeliveryQueryDto, NotificationDeliveryPageDto } from './deliveries.dto.js';

@ApiTags('notifications')
@Controller('notification-deliveries')
export class DeliveriesController {
  constructor(private readonly log: DeliveryLog) {}

  /**
   * List emails and push messages to all users.
   * @remarks Returns sent, failed and waiting messages with notifications, newest first.
   */
  @Get()
  @RequirePermission('audit.read')
  async listAll(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit, state, channel }: DeliveryQueryDto,
  ): Promise<NotificationDeliveryPageDto> {
    return toDto(await this.log.listAll(scope, { cursor, limit, state, channel }));
  }

  /** List emails and push messages to you. */
  @Get('own')
  @SignedIn('Concerns only messages to the caller')
  async listOwn(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit, state, channel }: DeliveryQueryDto,
  ): Promise<NotificationDeliveryPageDto> {
    return toDto(await this.log.listOwn(scope, { cursor, limit, state, channel }));
  }
}

function toDto({ items, next }: Page<DeliveryView>): NotificationDeliveryPageDto {
  return { items: items.map((item) => ({ ...item, person: { ...item.person } })), next };
}
