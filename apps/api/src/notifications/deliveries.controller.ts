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
   * List emails to all users.
   * @remarks Returns the emails with notifications that were sent, failed or are waiting, newest first.
   */
  @Get()
  @RequirePermission('audit.read')
  async listAll(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit, state }: DeliveryQueryDto,
  ): Promise<NotificationDeliveryPageDto> {
    return toDto(await this.log.listAll(scope, { cursor, limit, state }));
  }

  /** List emails to you. */
  @Get('own')
  @SignedIn('Concerns only emails to the caller')
  async listOwn(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit, state }: DeliveryQueryDto,
  ): Promise<NotificationDeliveryPageDto> {
    return toDto(await this.log.listOwn(scope, { cursor, limit, state }));
  }
}

function toDto({ items, next }: Page<DeliveryView>): NotificationDeliveryPageDto {
  return { items: items.map((item) => ({ ...item, person: { ...item.person } })), next };
}
