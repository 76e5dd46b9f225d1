import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import { Job } from './queue/job.decorator.js';

/**
 * Reserves parts for open visits that lack reservations, such as those that were planned before their depot or part was
 * added. When stock becomes free, its event triggers the reservation immediately.
 */
@Job({ name: 'reserve-waiting-parts', schedule: { cron: '17 * * * *', atStart: true } })
export class ReserveWaitingPartsJob {
  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
