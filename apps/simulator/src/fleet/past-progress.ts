import { commissionedMs } from '../domain/fleet-plan.js';
import { SiteCalendar } from '../domain/physics/site-calendar.js';
import { listCoarseTimes, FINE_MS, type Timeline } from '../domain/station/timeline.js';
import type { WorldDates } from '../domain/world-dates.js';
import type { DemoData } from '../seed/demo-data.store.js';
import { customerOf, siteZone } from '../seed/seeding.js';
import type { FleetQueries } from './fleet.queries.js';

const RECORD_INTERVAL_MS = 1000;

/** Counts delivered past readings, and records their number for the portal about once per second. */
export class PastProgress {
  private readonly total: number;
  private delivered = 0;
  private earlier = 0;
  private isReported = true;
  private recordedAt = 0;
  private recording: Promise<void> = Promise.resolve();

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
        const coarse = listCoarseTimes(new SiteCalendar(zone, []), since, timeline.fineMs).length;
        return (coarse + fine) * (machine.billing_flow_meter === null ? 1 : 2);
      })
      .reduce((sum, count) => sum + count, 0);
  }

  /** Number of readings that this run has delivered. */
  get count(): number {
    return this.delivered;
  }

  /** Continues from the progress of an earlier run. Does not report a past that is already filled in. */
  async begin(): Promise<void> {
    const recorded = await this.queries.findProgress();
    this.isReported = recorded?.isFinished !== true;
    this.earlier = recorded?.done ?? 0;
    if (this.isReported) await this.queries.recordProgress(this.earlier, this.total, false);
  }

  add(count: number): void {
    this.delivered += count;
    if (!this.isReported || Date.now() - this.recordedAt < RECORD_INTERVAL_MS) return;
    this.recordedAt = Date.now();
    const done = Math.min(this.total, this.earlier + this.delivered);
    // If recording fails, the next call records the progress.
    this.recording = this.recording
      .then(() => this.queries.recordProgress(done, this.total, false))
      .catch(() => undefined);
  }

  async finish(): Promise<void> {
    await this.recording;
    if (this.isReported) await this.queries.recordProgress(this.total, this.total, true);
  }
}
