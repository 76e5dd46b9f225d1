import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';

/** Period for which notifications are kept. */
const KEPT = '90 days';

/** Deletes old notifications and log entries. */
@Injectable()
export class NotificationRetention {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Deletes events with their notifications, and the log of emails and push messages, after ninety days. */
  purge(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(
        `delete from notification_event where maker_id = $1 and recorded_at < $2::timestamptz - $3::interval`,
        [scope.makerId, tx.now, KEPT],
      );
      await tx.manager.query(
        `delete from notification_delivery d
          where d.maker_id = $1 and d.finished_at < $2::timestamptz - $3::interval
            and not exists (select from notification n where n.maker_id = d.maker_id and n.delivery_id = d.id)`,
        [scope.makerId, tx.now, KEPT],
      );
    });
  }
}
