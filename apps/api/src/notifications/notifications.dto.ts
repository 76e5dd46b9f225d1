import { Transform } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { MAIL_MODES, type MailMode, NOTIFICATION_TYPES, type NotificationType } from '#notifications';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { IsInstant } from '../http/fields/instant.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

export class NotificationQueryDto extends PageQueryDto {
  /** Returns only unread notifications. */
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
  /** Facts for the text, such as `serial`, `number` and `customer`. They depend on the type. */
  params: Record<string, unknown>;
  /** Time of the event. */
  occurredAt: Date;
  createdAt: Date;
  /** Null while the notification is unread. */
  readAt: Date | null;
  /** Whether you were notified because the event was not acknowledged in time. */
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
  /** Marks only notifications that were created until this time; now by default. */
  @MayBeAbsent()
  @IsInstant()
  until?: string;
}

export class MuteDto {
  /** Notifications to mute: all of this type, or all about this object. For an alarm, the object is the machine. */
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
  /** Whether the browsers that you have added get a push message. */
  push: boolean;
  /** Whether the channels are the default of your role. */
  isDefault: boolean;
}

export class MailTimesDto {
  /** Start of the hours without emails and push messages, `HH:MM` in your time zone; null for none. */
  @OrNull()
  @IsString()
  @MaxLength(5)
  quietFrom: string | null;

  /** End of the hours without emails and push messages. If it is earlier than the start, the hours include midnight. */
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
  /** Types that your role can receive. */
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

  /** Push messages to the browsers that you have added; unchanged by default. */
  @MayBeAbsent()
  @IsBoolean()
  push?: boolean;
}

/** Parameter that names a type. */
export const TYPE_PARAM = { enum: NOTIFICATION_TYPES };
