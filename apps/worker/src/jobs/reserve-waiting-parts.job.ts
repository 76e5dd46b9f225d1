import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import { Job } from './queue/job.decorator.js';

/**
 * Reserves parts for open visits that have none: tickets assigned by an earlier version, and depots or parts that were added
 * since the visit was planned. Arriving stock is reserved at once by its event.
 */
@Job({ name: 'reserve-waiting-parts', schedule: { cron: '17 * * * *', atStart: true } })
export class ReserveWaitingPartsJob {
  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
