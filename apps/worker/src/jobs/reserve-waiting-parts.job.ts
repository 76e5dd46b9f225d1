import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import { Job } from './queue/job.decorator.js';

/**
 * Reserves parts for open visits without reservations. These are visits of tickets that an earlier version assigned, or
 * that were planned before their depot or part was added. When stock arrives, its event triggers the reservation
 * immediately.
 */
@Job({ name: 'reserve-waiting-parts', schedule: { cron: '17 * * * *', atStart: true } })
export class ReserveWaitingPartsJob {
  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
