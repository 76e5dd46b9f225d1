import type { Scope } from '#platform';
import { UsageAlertWatch } from '#revenue';
import { Job } from '../queue/job.decorator.js';

/** Checks current months against the thresholds of usage alerts. */
@Job({ name: 'watch-usage', schedule: { cron: '37 * * * *', atStart: true } })
export class WatchUsageJob {
  constructor(private readonly watch: UsageAlertWatch) {}

  run(scope: Scope): Promise<void> {
    return this.watch.checkAll(scope);
  }
}
