import { Transform } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { MAIL_MODES, type MailMode, NOTIFICATION_TYPES, type NotificationType } from '#notifications';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { IsInstant } from '../http/fields/instant.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

export class NotificationQueryDto extends PageQueryDto {
  /** Whether to return only unread notifications. Defaults to false. */
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  unread?: boolean;
}

export class NotificationDto {
  id: string;
  type: NotificationType;
  /** Kind of the object, such as `alarm`, `ticket` or `invoice`. */
  objectKind: string;
  objectId: string;
  /** Values for the text of the notification, such as `serial`, `number` and `customer`. They depend on the type. */
  params: Record<string, unknown>;
  /** Time of the event. */
  occurredAt: Date;
  createdAt: Date;
  /** Time when the notification was marked as read; null while it is unread. */
  readAt: Date | null;
  /** Whether you were notified because the alarm was not acknowledged, or the ticket was not assigned, in time. */
  isEscalated: boolean;
}

export class NotificationPageDto {
  items: NotificationDto[];
  /** Cursor of the next page; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  next: string | null;
  /** Number of unread notifications, at most 100. */
  unread: number;
}

export class MarkAllReadDto {
  /** Marks notifications that were created at this instant or earlier. Defaults to now. */
  @MayBeAbsent()
  @IsInstant()
  until?: string;
}

export class MuteDto {
  /**
   * Notifications to mute: all notifications of the same type (`type`) or about the same object (`object`). For a
   * notification about a machine, the object is the machine, except for tickets.
   */
  @IsIn(['type', 'object'])
  what: 'type' | 'object';
}

export class TypePreferenceDto {
  type: NotificationType;
  /** Group of the type: `machines`, `service`, `billing`, `data` or `account`. */
  category: string;
  /** Whether the portal lists these notifications. */
  portal: boolean;
  /** Frequency of emails: immediately, in a daily or weekly digest, or never. */
  mail: MailMode;
  /** Whether a push message is sent to each browser that you have added. */
  push: boolean;
  /** Whether the channels are the defaults of your role. */
  isDefault: boolean;
}

export class MailTimesDto {
  /**
   * Start of the quiet hours, without emails and push messages, `HH:MM` in your time zone; null if there are no quiet
   * hours.
   */
  @OrNull()
  @IsString()
  @MaxLength(5)
  quietFrom: string | null;

  /**
   * End of the quiet hours, `HH:MM` in your time zone; null if there are no quiet hours. If the end is earlier than the
   * start, the quiet hours include midnight.
   */
  @OrNull()
  @IsString()
  @MaxLength(5)
  quietTo: string | null;

  /** Time of digests, `HH:MM` in your time zone. */
  @IsString()
  @MaxLength(5)
  @Matches(/^\d{2}:\d{2}$/)
  digestAt: string;

  /** Day of weekly digests: 1 for Monday to 7 for Sunday. */
  @IsIn([1, 2, 3, 4, 5, 6, 7])
  digestWeekday: number;
}

export class MutedObjectDto {
  id: string;
  objectKind: string;
  objectId: string;
  /** Name of the object when it was muted. */
  label: string;
  createdAt: Date;
}

export class NotificationPreferencesDto {
  /** Notification types that users with your role can receive. */
  types: TypePreferenceDto[];
  times: MailTimesDto;
  /** Objects that you have muted, newest first. */
  mutes: MutedObjectDto[];
}

export class ChannelsDto {
  @IsBoolean()
  portal: boolean;

  @IsIn(MAIL_MODES)
  mail: MailMode;

  /** Whether a push message is sent to each browser that you have added. If omitted, the setting remains unchanged. */
  @MayBeAbsent()
  @IsBoolean()
  push?: boolean;
}

/** Path parameter with a notification type. */
export const TYPE_PARAM = { enum: NOTIFICATION_TYPES };
