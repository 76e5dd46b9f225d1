import { Injectable } from '@nestjs/common';
import { DraftRuns } from '#billing';
import type { Scope } from '#platform';
import type { ScheduledJob } from './job.js';

/** Begins draft runs again whose worker died in the middle of them. */
@Injectable()
export class AskAgainForDraftsJob implements ScheduledJob {
  readonly name = 'ask-again-for-drafts';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(private readonly runs: DraftRuns) {}

  run(scope: Scope): Promise<unknown> {
    return this.runs.askAgainForAbandoned(scope);
  }
}
