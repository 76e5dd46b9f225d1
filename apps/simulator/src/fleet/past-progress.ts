import { commissionedMs } from '../domain/fleet-plan.js';
import { SiteCalendar } from '../domain/physics/site-calendar.js';
import { coarseTimes, FINE_MS, type Timeline } from '../domain/station/timeline.js';
import type { WorldDates } from '../domain/world-dates.js';
import type { DemoData } from '../seed/demo-data.store.js';
import { customerOf, siteZone } from '../seed/seeding.js';
import type { FleetQueries } from './fleet.queries.js';

const NOTE_EVERY_MS = 1000;

/** Counts stored readings of the past, and records their number for the portal about once a second. */
export class PastProgress {
  private readonly total: number;
  private delivered = 0;
  private earlier = 0;
  private isTold = true;
  private notedAt = 0;
  private noting: Promise<void> = Promise.resolve();

  constructor(
    private readonly queries: FleetQueries,
    timeline: Timeline,
    data: DemoData,
    dates: WorldDates,
  ) {
    const fine = Math.floor((timeline.liveMs - timeline.fineMs) / FINE_MS);
    this.total = data.machines
      .filter(({ customer }) => data.customers.some(({ id }) => id === customer))
      .map((machine) => {
        const zone = siteZone(customerOf(data, machine.customer));
        const since = Math.max(timeline.historyMs, commissionedMs(dates, machine, zone));
        const coarse = coarseTimes(new SiteCalendar(zone, []), since, timeline.fineMs).length;
        return (coarse + fine) * (machine.billing_flow_meter === null ? 1 : 2);
      })
      .reduce((sum, count) => sum + count, 0);
  }

  /** Number of readings that this run has delivered. */
  get count(): number {
    return this.delivered;
  }

  /** Continues from the progress of an earlier run. A past that is already filled in is not reported again. */
  async begin(): Promise<void> {
    const noted = await this.queries.findProgress();
    this.isTold = noted?.isFinished !== true;
    this.earlier = noted?.done ?? 0;
    if (this.isTold) await this.queries.noteProgress(this.earlier, this.total, false);
  }

  add(count: number): void {
    this.delivered += count;
    if (!this.isTold || Date.now() - this.notedAt < NOTE_EVERY_MS) return;
    this.notedAt = Date.now();
    const done = Math.min(this.total, this.earlier + this.delivered);
    // If recording fails, the next record corrects it.
    this.noting = this.noting
      .then(() => this.queries.noteProgress(done, this.total, false))
      .catch(() => undefined);
  }

  async finish(): Promise<void> {
    await this.noting;
    if (this.isTold) await this.queries.noteProgress(this.total, this.total, true);
  }
}
