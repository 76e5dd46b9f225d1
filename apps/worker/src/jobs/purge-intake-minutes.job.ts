import { type Scope, UnitOfWork } from '#platform';
import { Job } from './queue/job.decorator.js';

/** A chart of it goes back a day; a week and a bit tells whether today is like last week. */
const KEPT = '9 days';
/** Limits are looked at over a day. */
const KEPT_OF_DEVICES = '2 days';

/** Removes counts of what came in that nobody looks at any more. */
@Job({ name: 'forget-intake-minutes', schedule: { cron: '47 3 * * *', atStart: false } })
export class PurgeIntakeMinutesJob {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(
        `delete from intake_minute where maker_id = $1 and minute < $2::timestamptz - $3::interval`,
        [scope.makerId, tx.now, KEPT],
      );
      await tx.manager.query(
        `delete from device_intake where maker_id = $1 and hour < $2::timestamptz - $3::interval`,
        [scope.makerId, tx.now, KEPT_OF_DEVICES],
      );
    });
  }
}
