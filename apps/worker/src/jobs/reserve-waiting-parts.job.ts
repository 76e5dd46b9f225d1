import { Injectable } from '@nestjs/common';
import type { Scope } from '#platform';
import { WaitingParts } from '#service';
import type { ScheduledJob } from './queue/job.js';

/**
 * Reserves parts for open visits that have none: tickets assigned by an earlier version, and depots or parts that were added
 * since the visit was planned. Arriving stock is reserved at once by its event.
 */
@Injectable()
export class ReserveWaitingPartsJob implements ScheduledJob {
  readonly name = 'reserve-waiting-parts';
  readonly cron = '17 * * * *';
  readonly atStart = true;

  constructor(private readonly parts: WaitingParts) {}

  run(scope: Scope): Promise<unknown> {
    return this.parts.reserveAtAllHubs(scope);
  }
}
