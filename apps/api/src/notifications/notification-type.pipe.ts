import { Injectable, type PipeTransform } from '@nestjs/common';
import { NOTIFICATION_TYPES, type NotificationType } from '#notifications';
import { DomainError } from '#platform';

/** Parses a notification type in a path. */
@Injectable()
export class NotificationTypePipe implements PipeTransform<string, NotificationType> {
  transform(value: string): NotificationType {
    const type = NOTIFICATION_TYPES.find((each) => each === value);
    if (type === undefined) throw new DomainError('notifications.type_unknown', { type: value });
    return type;
  }
}
