import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { DELIVERY_STATES, type DeliveryState, type NotificationType } from '#notifications';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

export class DeliveryQueryDto extends PageQueryDto {
  /** Returns only emails in this state. */
  @MayBeAbsent()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;
}

export class DeliveryPersonDto {
  id: string;
  name: string;
}

export class NotificationDeliveryDto {
  id: string;
  /** Whether the email was sent immediately or as a digest. */
  kind: 'immediate' | 'digest';
  /** Type of all its notifications; null for a digest. */
  type: NotificationType | null;
  /** Number of notifications in the email. */
  items: number;
  person: DeliveryPersonDto;
  /** Email address. */
  recipient: string;
  /** Null until the email is composed. */
  subject: string | null;
  /**
   * `outcome_unknown` means that the process or the connection ended during the transfer to the mail server. Such an email is
   * not sent again.
   */
  state: DeliveryState;
  attempts: number;
  /** Reason of a failure. */
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

/** The emails that an unsubscribe link switches off. */
export class UnsubscribeOfferDto {
  makerName: string;
  /** Type of the notifications, or `digest` for all daily and weekly summaries. */
  what: string;
}
