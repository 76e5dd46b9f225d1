/** What a device publishes. */
export type Channel = 'telemetry' | 'event' | 'state' | 'ask';

export interface DeviceTopic {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly channel: Channel;
}

/** What stands under a device's own part of the topics, and what the device does there; below `command` there may be more levels. */
export const DEVICE_CHANNELS = {
  telemetry: 'publishes',
  event: 'publishes',
  state: 'publishes',
  ask: 'publishes',
  command: 'reads',
  error: 'reads',
  answer: 'reads',
} as const satisfies Readonly<Record<Channel | 'command' | 'error' | 'answer', 'publishes' | 'reads'>>;

const ROOT = 'eaas';
const CHANNELS = Object.entries(DEVICE_CHANNELS).flatMap(([channel, use]) =>
  use === 'publishes' ? [channel] : [],
);

/** The topics under which all devices publish, as filters for a broker. */
export const DEVICE_TOPIC_FILTERS: readonly string[] = CHANNELS.map((channel) => `${ROOT}/+/+/${channel}`);

/** Of them the one on which devices say whether they are there. */
export const STATE_TOPIC_FILTER = `${ROOT}/+/+/state`;

/** Reads `eaas/<maker>/<device>/<channel>`; undefined for any other topic. */
export function parseDeviceTopic(topic: string): DeviceTopic | undefined {
  const parts = topic.split('/');
  const [root, makerSlug, deviceCode, channel] = parts;
  if (parts.length !== 4 || root !== ROOT || !makerSlug || !deviceCode || !isChannel(channel))
    return undefined;
  return { makerSlug, deviceCode, channel };
}

/** Where a device publishes. */
export function deviceTopic(makerSlug: string, deviceCode: string, channel: Channel): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/${channel}`;
}

/** Where a device is told what was wrong with its messages. */
export function errorTopic(makerSlug: string, deviceCode: string): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/error`;
}

/** Where a device that asked is answered. */
export function answerTopic(makerSlug: string, deviceCode: string): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/answer`;
}

/** Whether a device may subscribe to a filter: to its own commands and errors, and nothing wider. */
export function mayDeviceSubscribe(makerSlug: string, deviceCode: string, filter: string): boolean {
  const own = `${ROOT}/${makerSlug}/${deviceCode}/`;
  if (!filter.startsWith(own)) return false;
  const [channel = '', ...rest] = filter.slice(own.length).split('/');
  const reads = Object.entries(DEVICE_CHANNELS).some(([name, use]) => name === channel && use === 'reads');
  return reads && (rest.length === 0 || channel === 'command');
}

function isChannel(text: string | undefined): text is Channel {
  return text !== undefined && CHANNELS.includes(text);
}
