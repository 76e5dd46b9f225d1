import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  NotificationPreferences,
  NotificationsService,
  type NotificationType,
  type Preferences,
} from '#notifications';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import type { Principal } from '../security/principal.js';
import { NotificationTypePipe } from './notification-type.pipe.js';
import { ChannelsDto, MailTimesDto, NotificationPreferencesDto, TYPE_PARAM } from './notifications.dto.js';

const OWN = 'Concerns only the caller’s own preferences';

@ApiTags('notifications')
@Controller('notification-preferences')
export class NotificationPreferencesController {
  constructor(
    private readonly preferences: NotificationPreferences,
    private readonly notifications: NotificationsService,
  ) {}

  /**
   * Get your notification preferences.
   * @remarks Returns the notification types for your role with their channels, your quiet hours, the times of your
   * digests, and the objects that you have muted.
   */
  @Get()
  @SignedIn(OWN)
  async read(@CurrentPrincipal() { scope, membership }: Principal): Promise<NotificationPreferencesDto> {
    return toDto(await this.preferences.read(scope, membership.role));
  }

  /** Update your quiet hours and the times of digests. */
  @Put('times')
  @SignedIn(OWN)
  async changeTimes(
    @CurrentPrincipal() { scope, membership, user }: Principal,
    @Body() times: MailTimesDto,
  ): Promise<NotificationPreferencesDto> {
    return toDto(await this.preferences.changeTimes(scope, membership.role, user.zone, { ...times }));
  }

  /**
   * Update the channels of a type.
   * @remarks If you switch off emails or push messages, waiting messages are cancelled.
   */
  @Put('types/:type')
  @ApiParam({ name: 'type', ...TYPE_PARAM })
  @SignedIn(OWN)
  async change(
    @CurrentPrincipal() { scope, membership }: Principal,
    @Param('type', NotificationTypePipe) type: NotificationType,
    @Body() { portal, mail, push }: ChannelsDto,
  ): Promise<NotificationPreferencesDto> {
    return toDto(
      await this.preferences.change(scope, membership.role, type, {
        portal,
        mail,
        ...(push !== undefined && { push }),
      }),
    );
  }

  /** Unmute an object. */
  @Delete('mutes/:id')
  @SignedIn(OWN)
  @HttpCode(HttpStatus.NO_CONTENT)
  unmute(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.notifications.unmute(scope, id);
  }
}

function toDto({ types, times, mutes }: Preferences): NotificationPreferencesDto {
  return {
    types: types.map((type) => ({ ...type })),
    times: { ...times },
    mutes: mutes.map((mute) => ({ ...mute })),
  };
}
