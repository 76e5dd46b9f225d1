import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { ProofPacks } from '#assurance';
import type { ScheduledJob } from '../queue/job.js';

/** Begins proof packs again whose worker died, and removes files that a later pack has followed. */
@Injectable()
export class LookAfterPacksJob implements ScheduledJob {
  readonly name = 'look-after-packs';
  readonly cron = '* * * * *';
  readonly atStart = true;

  constructor(private readonly packs: ProofPacks) {}

  async run(scope: Scope): Promise<void> {
    await this.packs.askAgainForAbandoned(scope);
    await this.packs.removeUnneeded(scope);
  }
}
