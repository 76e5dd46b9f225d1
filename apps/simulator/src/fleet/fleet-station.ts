import type { WorldDates } from '../domain/world-dates.js';
import type { StationCourse, Before } from '../domain/station/station-course.js';
import { sampleOfEvent, sampleOfMachine, sampleOfMeter } from '../domain/station/station-course.js';
import { recordStation, surveyStation, type StationSamples } from '../domain/station/station-past.js';
import type { SetupStation } from '../domain/station/station-setup.js';
import { STEP_MS } from '../domain/physics/station.js';
import { keptEveryMs, LIVE_MS, type Timeline } from '../domain/station/timeline.js';
import type { FleetDevice } from './fleet-device.js';
import type { LeftStation } from './fleet-state.store.js';

const DAY_MS = 86_400_000;
/** Period whose readings fit into one payload of a device. */
const CHUNK_MS = 2 * DAY_MS;
/** Delay after which a fleet delivers only what a gateway would have buffered instead of every reading. */
const HELD_UP_MS = 10 * 60_000;

/** Station with its devices: fills in its past, then reports live. */
export class FleetStation {
  private before: Before | undefined;
  private readonly course: StationCourse;

  /**
   * @param devices of the machines, in the order of the course
   * @param left saved state of an earlier run, if it can be resumed
   */
  constructor(
    private readonly setup: SetupStation,
    private readonly devices: readonly FleetDevice[],
    private readonly meter: FleetDevice | undefined,
    private readonly timeline: Timeline,
    private readonly dates: WorldDates,
    left?: LeftStation,
  ) {
    this.course = left ? setup.course.from(left.state) : setup.course;
    this.before = left?.before;
  }

  get code(): string {
    return this.setup.code;
  }

  get allDevices(): readonly FleetDevice[] {
    return this.meter ? [...this.devices, this.meter] : this.devices;
  }

  /** Returns the state to save for the next run; undefined before its past is filled in. */
  leave(): LeftStation | undefined {
    return this.before && { before: this.before, state: this.course.state };
  }

  /**
   * Delivers readings that are not stored yet, oldest first, until it has caught up with the clock or is stopped.
   * @param storedMs by device code: device time of the newest stored reading
   * @param onDelivered called with the number of readings stored since the last call
   */
  async fill(
    storedMs: ReadonlyMap<string, number>,
    nowMs: () => number,
    onDelivered: (count: number) => void,
    stopped: AbortSignal,
  ): Promise<void> {
    const after = (device: FleetDevice): number =>
      device.missingAfter(storedMs.get(device.code) ?? -Infinity);
    if (!this.before) {
      const { before, coarse } = surveyStation(this.course, this.timeline, this.dates, this.timeline.liveMs);
      this.before = before;
      await this.deliver(coarse, after, onDelivered);
    }
    while (!stopped.aborted && nowMs() - this.course.timeMs >= STEP_MS) {
      const toMs = Math.min(nowMs(), this.course.timeMs + CHUNK_MS);
      const samples = recordStation(this.course, this.before, toMs, {
        fromMs: this.timeline.fineMs,
        everyMs: keptEveryMs(this.course.timeMs, toMs, this.timeline),
      });
      await this.deliver(samples, after, onDelivered);
    }
  }

  /** Advances to the current time and reports every step. */
  async goOn(nowMs: number, stopped: AbortSignal): Promise<void> {
    const { course, before } = this;
    if (!before) return;
    if (nowMs - course.timeMs > HELD_UP_MS) {
      await this.fill(
        new Map(),
        () => nowMs,
        () => undefined,
        stopped,
      );
      return;
    }
    while (course.timeMs + STEP_MS <= nowMs) {
      const events = course.step();
      if (course.timeMs % LIVE_MS !== 0) continue;
      const snapshot = course.look();
      for (const [place, device] of this.devices.entries()) {
        const event = events.find((each) => each.place === place);
        await device.report(event ? sampleOfEvent(event, before) : sampleOfMachine(snapshot, place, before));
      }
      await this.meter?.report(sampleOfMeter(snapshot, before));
    }
  }

  private async deliver(
    samples: StationSamples,
    after: (device: FleetDevice) => number,
    onDelivered: (count: number) => void,
  ): Promise<void> {
    await Promise.all([
      ...this.devices.map(async (device, place) =>
        onDelivered(await device.catchUp(samples.machines[place]!, after(device))),
      ),
      this.meter?.catchUp(samples.meter, after(this.meter)).then(onDelivered),
    ]);
  }
}
