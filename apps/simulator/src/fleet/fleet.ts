import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, SecretBox } from '#platform';
import { composeStories } from '../domain/station/stories.js';
import { setUpStation } from '../domain/station/station-setup.js';
import { LIVE_MS, createTimeline, type Timeline } from '../domain/station/timeline.js';
import { extendHolidays, type WorldDates } from '../domain/world-dates.js';
import type { DemoCustomer, DemoData } from '../seed/demo-data.store.js';
import { DEMO_MAKER_SLUG } from '../seed/demo-ids.js';
import { devicePasswordPurpose, deviceUsername } from '../seed/device-secrets.js';
import { siteZone } from '../seed/seeding.js';
import { DeviceLink } from './device-link.js';
import { FleetDevice } from './fleet-device.js';
import type { FleetQueries } from './fleet.queries.js';
import { FleetStation } from './fleet-station.js';
import type { FleetStateStore, SavedStation } from './fleet-state.store.js';
import { PastProgress } from './past-progress.js';

/** Stations to fill in first, because they are on the portal's first pages. */
const FIRST_STATIONS = ['C-PL-1', 'C-ID-4', 'C-PL-4', 'C-ID-3', 'C-MX-1'];
/**
 * Number of stations that are filled in concurrently. More would need more memory; fewer would leave the database idle.
 */
const MAX_CONCURRENT_STATIONS = 2;
const WRITE_STATE_EVERY_MS = 60_000;
/** Maximum wait for the broker's acknowledgements when stopping. */
const STOP_TIMEOUT_MS = 5000;

/** All stations of the demo. */
export class Fleet {
  private readonly timeline: Timeline;
  /** Stations with connected devices. */
  private readonly stations: FleetStation[] = [];
  private readonly live: FleetStation[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private readonly stopped = new AbortController();
  private stateWrittenMs = 0;

  constructor(
    private readonly data: DemoData,
    private readonly dates: WorldDates,
    /** URL of the broker that the fleet publishes to. */
    private readonly mqttUrl: string,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly queries: FleetQueries,
    private readonly store: FleetStateStore,
    private readonly log: (line: string) => void,
    private readonly onFilled: () => Promise<void>,
    fineDays?: number,
  ) {
    this.timeline = createTimeline(dates.firstStartMs, dates.asOfMs, fineDays);
  }

  /** Fills in missing readings by station, and reports live readings until the fleet is stopped. */
  async run(): Promise<void> {
    const parts = [this.fillAll(), this.reportLive()].map((part) =>
      part.catch((error: unknown) => {
        // Closing connections can cause errors. The next run delivers the readings concerned.
        if (this.isStopped()) return;
        this.stopped.abort();
        throw error;
      }),
    );
    this.running = Promise.allSettled(parts);
    await this.running;
    // Rejects with the error that stopped the fleet.
    await Promise.all(parts);
  }

  /** Stops filling in and reporting. Waits for pending acknowledgements unless the broker does not respond. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.race([this.running, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    await this.writeState();
    await Promise.all(this.stations.flatMap(({ allDevices }) => allDevices.map(({ link }) => link.close())));
  }

  /** A method instead of a property: the compiler would assume that a property does not change during an `await`. */
  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  private get nowMs(): number {
    return this.clock.now().getTime();
  }

  private async fillAll(): Promise<void> {
    const saved = await this.store.read();
    const stored = await this.queries.findNewestReadings();
    const rank = (code: string) =>
      FIRST_STATIONS.includes(code) ? FIRST_STATIONS.indexOf(code) : FIRST_STATIONS.length;
    const waiting = [...this.data.customers].sort((a, b) => rank(a.id) - rank(b.id));
    const progress = new PastProgress(this.queries, this.timeline, this.data, this.dates);
    const startedMs = this.nowMs;
    await progress.begin();
    const fillNext = async (): Promise<void> => {
      for (let customer = waiting.shift(); customer && !this.isStopped(); customer = waiting.shift()) {
        const station = this.build(customer, stored, saved[customer.id]);
        this.stations.push(station);
        await Promise.all(station.allDevices.map(({ link }) => link.connect()));
        await station.fill(
          stored,
          () => this.nowMs,
          (count) => progress.add(count),
          this.stopped.signal,
        );
        if (this.isStopped()) return;
        this.live.push(station);
        this.log(`${customer.city} is live: ${this.live.length} of ${this.data.customers.length} stations`);
      }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT_STATIONS }, fillNext));
    if (this.isStopped()) return;
    await this.writeState();
    // Data derived from the past must exist before the past is reported as complete.
    await this.onFilled();
    await progress.finish();
    this.log(
      `The past of the demo is filled in: ${progress.count} readings in ${Math.round((this.nowMs - startedMs) / 1000)} s`,
    );
  }

  /** Reports live readings every ten seconds by the product's clock. */
  private async reportLive(): Promise<void> {
    while (!this.isStopped()) {
      const wait = LIVE_MS - (this.nowMs % LIVE_MS);
      await sleep(wait, undefined, { signal: this.stopped.signal }).catch(() => undefined);
      for (const station of [...this.live]) {
        if (this.isStopped()) return;
        await station.advanceTo(this.nowMs, this.stopped.signal);
      }
      if (this.nowMs - this.stateWrittenMs > WRITE_STATE_EVERY_MS) await this.writeState();
    }
  }

  private async writeState(): Promise<void> {
    this.stateWrittenMs = this.nowMs;
    const stations = this.live.flatMap((station): [string, SavedStation][] => {
      const saved = station.toSavedStation();
      return saved ? [[station.code, saved]] : [];
    });
    if (stations.length > 0) await this.store.write(Object.fromEntries(stations));
  }

  private build(
    customer: DemoCustomer,
    stored: ReadonlyMap<string, number>,
    saved: SavedStation | undefined,
  ): FleetStation {
    const { data, dates, timeline } = this;
    const machines = data.machines.filter((machine) => machine.customer === customer.id);
    const year = new Date(dates.asOfMs).getUTCFullYear();
    const listed = data.holidays[customer.country] ?? [];
    const site = {
      code: customer.id,
      zone: siteZone(customer),
      holidays: extendHolidays(listed, customer.country, year),
    };
    const stories = composeStories(dates, data.machines);
    const setup = setUpStation(site, machines, data.models, stories, { dates, timeline, nowMs: this.nowMs });
    const device = (code: string) => new FleetDevice(code, this.linkOf(code), timeline, setup.outages);
    const devices = setup.deviceCodes.map(device);
    const meter = setup.meterCode === null ? undefined : device(setup.meterCode);
    // A saved state is not resumed if earlier readings have not arrived, because they would be skipped.
    const missing = [...devices, ...(meter ? [meter] : [])].map((each) =>
      each.missingAfter(stored.get(each.code) ?? -Infinity),
    );
    const resumable = saved && Math.min(...missing) >= saved.state.timeMs - LIVE_MS ? saved : undefined;
    return new FleetStation(setup, devices, meter, timeline, dates, resumable);
  }

  private linkOf(deviceCode: string): DeviceLink {
    return new DeviceLink(this.mqttUrl, {
      makerSlug: DEMO_MAKER_SLUG,
      deviceCode,
      username: deviceUsername(deviceCode),
      password: this.secrets.derive(devicePasswordPurpose(deviceCode)),
    });
  }
}
