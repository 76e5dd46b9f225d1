import { type Scope, UnitOfWork } from '#platform';
import { Job } from './queue/job.decorator.js';

/** Long enough to look into what happened; an event is never told again once it was told. */
const KEPT = '30 days';

/** Removes what the outbox has told long ago, and the notes of who has handled it. What was never told stays. */
@Job({ name: 'forget-told-events', schedule: { cron: '41 3 * * *', atStart: false } })
export class PurgeRelayedEventsJob {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const parameters = [scope.makerId, tx.now, KEPT];
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
