import type { Scope } from '#platform';
import { ProofPacks } from '#assurance';
import { Job } from '../queue/job.decorator.js';

/** Restarts the creation of proof packs if their worker died, and removes files that a later pack has replaced. */
@Job({ name: 'look-after-packs', schedule: { cron: '* * * * *', atStart: true } })
export class MaintainPacksJob {
  constructor(private readonly packs: ProofPacks) {}

  async run(scope: Scope): Promise<void> {
    await this.packs.retryAbandoned(scope);
    await this.packs.removeObsoleteFiles(scope);
  }
}
