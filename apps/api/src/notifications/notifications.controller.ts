import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotificationsService } from '#notifications';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import { MarkAllReadDto, MuteDto, NotificationPageDto, NotificationQueryDto } from './notifications.dto.js';

const OWN = 'Concerns only the caller’s own notifications';

@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /**
   * List your notifications.
   * @remarks Returns your notifications, newest first, and the number of unread notifications. Excludes notifications
   * about objects that you can no longer see.
   */
  @Get()
  @SignedIn(OWN)
  async list(
    @CurrentScope() scope: Scope,
    @Query() { cursor, limit, unread = false }: NotificationQueryDto,
  ): Promise<NotificationPageDto> {
    const { items, next, unread: count } = await this.notifications.list(scope, { cursor, limit, unread });
    return { items: items.map((item) => ({ ...item, params: { ...item.params } })), next, unread: count };
  }

  /** Mark all your notifications as read. */
  @Post('mark-all-read')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  markAllRead(@CurrentScope() scope: Scope, @Body() { until }: MarkAllReadDto): Promise<void> {
    return this.notifications.markAllRead(scope, until === undefined ? undefined : new Date(until));
  }

  /** Mark a notification as read. */
  @Put(':id/read')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  markRead(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.notifications.mark(scope, id, true);
  }

  /** Mark a notification as unread. */
  @Delete(':id/read')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  markUnread(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.notifications.mark(scope, id, false);
  }

  /**
   * Mute a notification type or an object.
   * @remarks Stops further notifications of the same type, or about the same object, on all channels.
   */
  @Post(':id/mute')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  mute(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { what }: MuteDto,
  ): Promise<void> {
    return this.notifications.mute(scope, id, what);
  }
}
