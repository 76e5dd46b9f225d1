import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import { Job } from './queue/job.decorator.js';

/**
 * Reserves parts for open visits without reservations: tickets assigned by an earlier version, and depots or parts that
 * were added after the visit was planned. The event of arriving stock reserves it immediately.
 */
@Job({ name: 'reserve-waiting-parts', schedule: { cron: '17 * * * *', atStart: true } })
export class ReserveWaitingPartsJob {
  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
