import { NotificationRetention } from '#notifications';
import type { Scope } from '#platform';
import { Job } from '../queue/job.decorator.js';

/** Deletes old notifications, and old entries of the log of emails and push messages, every night. */
@Job({ name: 'purge-notifications', schedule: { cron: '53 3 * * *', atStart: false } })
export class PurgeNotificationsJob {
  constructor(private readonly retention: NotificationRetention) {}

  run(scope: Scope): Promise<void> {
    return this.retention.purge(scope);
  }
}
