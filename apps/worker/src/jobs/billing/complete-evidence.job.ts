import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { AlarmTickets } from '#service';
import type { ScheduledJob } from '../queue/job.js';

/** Goes on drawing the curves of tickets whose alarm is not an hour old. */
@Injectable()
export class CompleteEvidenceJob implements ScheduledJob {
  readonly name = 'complete-evidence';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(private readonly tickets: AlarmTickets) {}

  run(scope: Scope): Promise<unknown> {
    return this.tickets.completeEvidence(scope);
  }
}
