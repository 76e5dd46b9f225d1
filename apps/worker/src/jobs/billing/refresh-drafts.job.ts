import { Injectable } from '@nestjs/common';
import { Clock, type Scope } from '#platform';
import { BillingRuns } from '#billing';
import type { ScheduledJob } from '../queue/job.js';

/** Drafts the running month, and the one before it, which late readings may still change, anew with what was measured since. */
@Injectable()
export class RefreshDraftsJob implements ScheduledJob {
  readonly name = 'refresh-drafts';
  readonly cron = '23 */6 * * *';
  readonly atStart = false;

  constructor(
    private readonly runs: BillingRuns,
    private readonly clock: Clock,
  ) {}

  async run(scope: Scope): Promise<void> {
    const now = this.clock.now();
    const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    for (const day of [before, now]) await this.runs.request(scope, day.toISOString().slice(0, 7));
  }
}
