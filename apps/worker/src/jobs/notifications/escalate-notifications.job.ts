import { Escalations } from '#notifications';
import type { Scope } from '#platform';
import { Job } from '../queue/job.decorator.js';

/** Runs every minute, and escalates unacknowledged alarms and unassigned tickets. */
@Job({ name: 'escalate-notifications', schedule: { cron: '* * * * *', atStart: false } })
export class EscalateNotificationsJob {
  constructor(private readonly escalations: Escalations) {}

  run(scope: Scope): Promise<number> {
    return this.escalations.escalateDue(scope);
  }
}
