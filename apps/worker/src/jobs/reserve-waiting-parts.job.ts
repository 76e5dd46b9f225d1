import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import { Job } from './queue/job.decorator.js';

/**
 * Reserves parts for open visits without reservations: tickets that an earlier version assigned, and depots or parts
 * that were added after the visit was planned. Arriving stock is reserved immediately by its event.
 */
@Job({ name: 'reserve-waiting-parts', schedule: { cron: '17 * * * *', atStart: true } })
export class ReserveWaitingPartsJob {
  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
