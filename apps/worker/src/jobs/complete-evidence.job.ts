import type { Scope } from '#platform';
import { AlarmTickets } from '#service';
import { Job } from './queue/job.decorator.js';

/** Completes the charts of tickets that alarms opened, when readings from the hour after the alarm arrive. */
@Job({ name: 'complete-evidence', schedule: { cron: '* * * * *', atStart: true } })
export class CompleteEvidenceJob {
  constructor(private readonly tickets: AlarmTickets) {}

  run(scope: Scope): Promise<unknown> {
    return this.tickets.completeEvidence(scope);
  }
}
