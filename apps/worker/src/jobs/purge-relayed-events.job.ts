import { type Scope, UnitOfWork } from '#platform';
import { Job } from './queue/job.decorator.js';

/**
 * Retention of delivered events. It is long enough to investigate a problem. A delivered event is never delivered
 * again.
 */
const RETENTION = '30 days';

/** Deletes events that were delivered long ago, and the records of their listeners. Undelivered events stay. */
@Job({ name: 'forget-told-events', schedule: { cron: '41 3 * * *', atStart: false } })
export class PurgeRelayedEventsJob {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const parameters = [scope.makerId, tx.now, RETENTION];
      await tx.manager.query(
        `delete from outbox_event where maker_id = $1 and relayed_at < $2::timestamptz - $3::interval`,
        parameters,
      );
      await tx.manager.query(
        `delete from handled_event where maker_id = $1 and handled_at < $2::timestamptz - $3::interval`,
        parameters,
      );
    });
  }
}
