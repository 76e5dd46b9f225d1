import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { UsageAlertWatch } from '#revenue';
import type { ScheduledJob } from '../queue/job.js';

/** Holds running months against what people want to be told of. */
@Injectable()
export class WatchUsageJob implements ScheduledJob {
  readonly name = 'watch-usage';
  readonly cron = '37 * * * *';
  readonly atStart = true;

  constructor(private readonly watch: UsageAlertWatch) {}

  run(scope: Scope): Promise<void> {
    return this.watch.look(scope);
  }
}
