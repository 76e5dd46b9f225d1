import { Injectable } from '@nestjs/common';
import { DraftRuns } from '#billing';
import { Clock, type Scope } from '#platform';
import type { ScheduledJob } from './job.js';

/** Drafts the running month anew with what was measured since. */
@Injectable()
export class RefreshDraftsJob implements ScheduledJob {
  readonly name = 'refresh-drafts';
  readonly cron = '23 */6 * * *';
  readonly atStart = false;

  constructor(
    private readonly runs: DraftRuns,
    private readonly clock: Clock,
  ) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.request(scope, this.clock.now().toISOString().slice(0, 7));
  }
}
