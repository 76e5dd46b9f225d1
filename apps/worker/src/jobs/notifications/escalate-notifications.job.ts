import { Escalations } from '#notifications';
import type { Scope } from '#platform';
import { Job } from '../queue/job.decorator.js';

/** Escalates unacknowledged alarms and unassigned tickets every minute. */
@Job({ name: 'escalate-notifications', schedule: { cron: '* * * * *', atStart: false } })
export class EscalateNotificationsJob {
  constructor(private readonly escalations: Escalations) {}

  run(scope: Scope): Promise<number> {
    return this.escalations.escalateDue(scope);
  }
}
