import { type FormatTopic, parseFormatTopic } from '#telemetry';

const MAX_REMEMBERED = 200_000;

/**
 * Formats that devices have used. A device that publishes with ThingsBoard's API, under its long or short topic names,
 * is assumed to subscribe in the same way.
 */
export class UsedFormats {
  private readonly byDevice = new Map<number, Set<string>>();

  /** Records that a device has used the format of a topic. @param topic as the device named it */
  record(deviceKey: number, topic: string): void {
    const formats = this.byDevice.get(deviceKey);
    const format = nameFormat(parseFormatTopic(topic));
    if (formats) formats.add(format);
    else {
      if (this.byDevice.size >= MAX_REMEMBERED) this.byDevice.clear();
      this.byDevice.set(deviceKey, new Set([format]));
    }
  }

  /** Returns whether the device has used the format that a topic belongs to. */
  has(deviceKey: number, topic: string): boolean {
    return this.byDevice.get(deviceKey)?.has(nameFormat(parseFormatTopic(topic))) ?? false;
  }
}

function nameFormat(topic: FormatTopic | undefined): string {
  return topic?.family === 'thingsboard' && topic.short ? 'thingsboard-short' : (topic?.family ?? '');
}
