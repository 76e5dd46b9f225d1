import type { WorldDates } from '../domain/world-dates.js';
import type { StationSimulation, InitialCounters } from '../domain/station/station-simulation.js';
import { sampleEvent, sampleMachine, sampleMeter } from '../domain/station/station-simulation.js';
import { recordStation, surveyStation, type StationSamples } from '../domain/station/station-past.js';
import type { SetupStation } from '../domain/station/station-setup.js';
import { STEP_MS } from '../domain/physics/station.js';
import { bufferedIntervalMs, LIVE_MS, type Timeline } from '../domain/station/timeline.js';
import type { FleetDevice } from './fleet-device.js';
import type { SavedStation } from './fleet-state.store.js';

const DAY_MS = 86_400_000;
/** Length of the part of the past that is delivered at once. Its readings fit into one payload of a device. */
const CHUNK_MS = 2 * DAY_MS;
/**
 * Delay after which the fleet delivers only the readings that a gateway would have buffered, instead of all readings.
 */
const MAX_DELAY_MS = 10 * 60_000;

/** Publishes the readings of a station's devices: first those of the past, then live readings. */
export class FleetStation {
  private before: InitialCounters | undefined;
  private readonly simulation: StationSimulation;

  /**
   * @param devices the machines' devices, in the order of the simulation's machines
   * @param saved state of an earlier run, if it can be resumed
   */
  constructor(
    private readonly setup: SetupStation,
    private readonly devices: readonly FleetDevice[],
    private readonly meter: FleetDevice | undefined,
    private readonly timeline: Timeline,
    private readonly dates: WorldDates,
    saved?: SavedStation,
  ) {
    this.simulation = saved ? setup.simulation.from(saved.state) : setup.simulation;
    this.before = saved?.before;
  }

  get code(): string {
    return this.setup.code;
  }

  get allDevices(): readonly FleetDevice[] {
    return this.meter ? [...this.devices, this.meter] : this.devices;
  }

  /** Returns the state to save for the next run; undefined until the station's initial counters are known. */
  toSavedStation(): SavedStation | undefined {
    return this.before && { before: this.before, state: this.simulation.state };
  }

  /**
   * Delivers readings that are not stored yet, oldest first, until the station has caught up with the clock or is
   * stopped.
   * @param storedMs device time of the newest stored reading, by device code
   * @param onDelivered called for each device and part of the past with the number of acknowledged readings
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
      const { before, coarse } = surveyStation(
        this.simulation,
        this.timeline,
        this.dates,
        this.timeline.liveMs,
      );
      this.before = before;
      await this.deliver(coarse, after, onDelivered);
    }
    while (!stopped.aborted && nowMs() - this.simulation.timeMs >= STEP_MS) {
      const toMs = Math.min(nowMs(), this.simulation.timeMs + CHUNK_MS);
      const samples = recordStation(this.simulation, this.before, toMs, {
        fromMs: this.timeline.fineMs,
        everyMs: bufferedIntervalMs(this.simulation.timeMs, toMs, this.timeline),
      });
      await this.deliver(samples, after, onDelivered);
    }
  }

  /** Advances to the current time and reports the readings of each step. */
  async advanceTo(nowMs: number, stopped: AbortSignal): Promise<void> {
    const { simulation, before } = this;
    if (!before) return;
    if (nowMs - simulation.timeMs > MAX_DELAY_MS) {
      await this.fill(
        new Map(),
        () => nowMs,
        () => undefined,
        stopped,
      );
      return;
    }
    while (simulation.timeMs + STEP_MS <= nowMs) {
      const events = simulation.step();
      if (simulation.timeMs % LIVE_MS !== 0) continue;
      const snapshot = simulation.takeSnapshot();
      for (const [machineIndex, device] of this.devices.entries()) {
        const event = events.find((each) => each.place === machineIndex);
        await device.report(
          event ? sampleEvent(event, before) : sampleMachine(snapshot, machineIndex, before),
        );
      }
      await this.meter?.report(sampleMeter(snapshot, before));
    }
  }

  private async deliver(
    samples: StationSamples,
    after: (device: FleetDevice) => number,
    onDelivered: (count: number) => void,
  ): Promise<void> {
    await Promise.all([
      ...this.devices.map(async (device, machineIndex) =>
        onDelivered(await device.catchUp(samples.machines[machineIndex]!, after(device))),
      ),
      this.meter?.catchUp(samples.meter, after(this.meter)).then(onDelivered),
    ]);
  }
}
