import { type FormatTopic, parseFormatTopic } from '#telemetry';

const REMEMBERED = 200_000;

/**
 * Formats that devices have used. A device that publishes with ThingsBoard's API, under its long or short topic names,
 * is assumed to subscribe in the same way.
 */
export class HeardFormats {
  private readonly byDevice = new Map<number, Set<string>>();

  /** @param topic in the naming of its format */
  note(deviceKey: number, topic: string): void {
    const ways = this.byDevice.get(deviceKey);
    const way = wayOf(parseFormatTopic(topic));
    if (ways) ways.add(way);
    else {
      if (this.byDevice.size >= REMEMBERED) this.byDevice.clear();
      this.byDevice.set(deviceKey, new Set([way]));
    }
  }

  /** Returns whether the device has used the format that a topic belongs to. */
  has(deviceKey: number, topic: string): boolean {
    return this.byDevice.get(deviceKey)?.has(wayOf(parseFormatTopic(topic))) ?? false;
  }
}

function wayOf(topic: FormatTopic | undefined): string {
  return topic?.family === 'thingsboard' && topic.short ? 'thingsboard-short' : (topic?.family ?? '');
}
