import { toMessage, type Sample } from '../domain/station/samples.js';
import type { Outage } from '../domain/station/stories.js';
import { sequenceAt, type Timeline } from '../domain/station/timeline.js';
import type { DeviceLink } from './device-link.js';

/** Interval of readings that a gateway buffers while it is disconnected. */
const BUFFER_INTERVAL_MS = 60_000;

/** Device of the fleet. Publishes the measurements of a machine or meter, except during the stories' data gaps. */
export class FleetDevice {
  private readonly outages: readonly Outage[];
  private isCutOff = false;

  constructor(
    readonly code: string,
    readonly link: DeviceLink,
    private readonly timeline: Timeline,
    outages: readonly Outage[],
  ) {
    this.outages = outages.filter(({ deviceCode }) => deviceCode === code);
  }

  /** Returns true if a reading of that time is lost in a data gap. */
  isLost(timeMs: number): boolean {
    return this.outageAt(timeMs)?.isLost ?? false;
  }

  /**
   * Returns the time after which to deliver readings, if the newest stored reading is at `storedMs`. Skips a gap with
   * lost readings.
   */
  missingAfter(storedMs: number): number {
    const outage = this.outages.find(
      ({ from, to, isLost }) => isLost && storedMs >= from - BUFFER_INTERVAL_MS * 5 && storedMs < to,
    );
    return outage ? outage.to : storedMs;
  }

  /** Delivers past readings, oldest first. Resolves with their number when the broker has acknowledged them. */
  async catchUp(samples: readonly Sample[], afterMs: number): Promise<number> {
    const messages = samples
      .filter(({ timeMs }) => timeMs > afterMs && !this.isLost(timeMs))
      .map((sample) => this.toMessage(sample));
    await this.link.deliver(messages);
    return messages.length;
  }

  /** Publishes a current reading, or buffers or discards it during an outage. */
  async report(sample: Sample): Promise<void> {
    const outage = this.outageAt(sample.timeMs);
    if (outage) {
      if (!outage.isLost && sample.timeMs % BUFFER_INTERVAL_MS === 0)
        this.link.buffer(this.toMessage(sample));
      if (this.isCutOff) return;
      this.isCutOff = true;
      await this.link.disconnect();
      return;
    }
    if (this.isCutOff) {
      this.isCutOff = false;
      await this.link.connect();
    }
    this.link.send(this.toMessage(sample));
  }

  private outageAt(timeMs: number): Outage | undefined {
    return this.outages.find(({ from, to }) => timeMs >= from && timeMs < to);
  }

  private toMessage(sample: Sample): string {
    return toMessage(sample, sequenceAt(this.timeline, sample.timeMs));
  }
}
