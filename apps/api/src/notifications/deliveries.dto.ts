import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import {
  DELIVERY_CHANNELS,
  DELIVERY_STATES,
  type DeliveryChannel,
  type DeliveryKind,
  type DeliveryState,
  type NotificationType,
} from '#notifications';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

export class DeliveryQueryDto extends PageQueryDto {
  /** Returns messages in this state. */
  @MayBeAbsent()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;

  /** Returns messages on this channel. */
  @MayBeAbsent()
  @IsIn(DELIVERY_CHANNELS)
  channel?: DeliveryChannel;
}

export class DeliveryPersonDto {
  id: string;
  name: string;
}

export class NotificationDeliveryDto {
  id: string;
  channel: DeliveryChannel;
  /** Whether the message was sent immediately, as a digest, or as a test of a browser. */
  kind: DeliveryKind;
  /** Type of all notifications in the message; null for a digest and a test. */
  type: NotificationType | null;
  /** Number of notifications in the message. */
  items: number;
  person: DeliveryPersonDto;
  /** Email address, or name of the browser. */
  recipient: string;
  /** Subject of the email, or title of the push message; null until the message is composed. */
  subject: string | null;
  /**
   * `outcome_unknown`: the process or the connection ended during the transfer to the mail server or push service, so
   * the message is not sent again.
   */
  state: DeliveryState;
  attempts: number;
  /** Reason for a failure; null if the message has not failed. */
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export class NotificationDeliveryPageDto {
  items: NotificationDeliveryDto[];
  /** Cursor of the next page; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

/** Emails that an unsubscribe link switches off. */
export class UnsubscribeOfferDto {
  makerName: string;
  /** Type of the notifications, or `digest` for all daily and weekly summaries. */
  what: string;
}
