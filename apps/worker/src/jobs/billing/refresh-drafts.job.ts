import { Clock, type Scope } from '#platform';
import { BillingRuns } from '#billing';
import { Job } from '../queue/job.decorator.js';

/**
 * Updates the drafts of the current month with new readings, and those of the previous month, which late readings can
 * still change.
 */
@Job({ name: 'refresh-drafts', schedule: { cron: '23 */6 * * *', atStart: false } })
export class RefreshDraftsJob {
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
