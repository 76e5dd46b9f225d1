import { type Scope, UnitOfWork } from '#platform';
import { Job } from './queue/job.decorator.js';

/**
 * Retention of the counts per maker. Charts show one day, and slightly more than a week allows a comparison with the
 * same day of the previous week.
 */
const RETENTION = '9 days';
/** Retention of the counts per device. Limits are compared with the usage of one day. */
const DEVICE_RETENTION = '2 days';

/** Deletes counts of received data that are no longer needed. */
@Job({ name: 'forget-intake-minutes', schedule: { cron: '47 3 * * *', atStart: false } })
export class PurgeIntakeMinutesJob {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(
        `delete from intake_minute where maker_id = $1 and minute < $2::timestamptz - $3::interval`,
        [scope.makerId, tx.now, RETENTION],
      );
      await tx.manager.query(
        `delete from device_intake where maker_id = $1 and hour < $2::timestamptz - $3::interval`,
        [scope.makerId, tx.now, DEVICE_RETENTION],
      );
    });
  }
}
