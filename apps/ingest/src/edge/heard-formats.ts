import { type FormatTopic, parseFormatTopic } from '#telemetry';

const REMEMBERED = 200_000;

/**
 * In which ways devices have spoken: whoever sends by ThingsBoard's API, under its long names or its short ones, is taken to
 * listen in the same way.
 */
export class HeardFormats {
  private readonly byDevice = new Map<number, Set<string>>();

  /** @param topic as its format names it */
  note(deviceKey: number, topic: string): void {
    const ways = this.byDevice.get(deviceKey);
    const way = wayOf(parseFormatTopic(topic));
    if (ways) ways.add(way);
    else {
      if (this.byDevice.size >= REMEMBERED) this.byDevice.clear();
      this.byDevice.set(deviceKey, new Set([way]));
    }
  }

  /** Whether the device has spoken in the way that a topic belongs to. */
  has(deviceKey: number, topic: string): boolean {
    return this.byDevice.get(deviceKey)?.has(wayOf(parseFormatTopic(topic))) ?? false;
  }
}

function wayOf(topic: FormatTopic | undefined): string {
  return topic?.family === 'thingsboard' && topic.short ? 'thingsboard-short' : (topic?.family ?? '');
}
