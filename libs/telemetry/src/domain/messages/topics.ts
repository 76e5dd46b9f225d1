/** The channels of a device's topics. */
export type Channel = 'telemetry' | 'event' | 'state' | 'ask';

export interface DeviceTopic {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly channel: Channel;
}

/** The topics below a device's own topic, each with its use by the device; `command` may have further levels. */
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

/** The topics to which devices publish, as filters for a broker. */
export const DEVICE_TOPIC_FILTERS: readonly string[] = CHANNELS.map((channel) => `${ROOT}/+/+/${channel}`);

/** Filter of the topics on which devices report their connection status. */
export const STATE_TOPIC_FILTER = `${ROOT}/+/+/state`;

/** Parses `eaas/<maker>/<device>/<channel>`; undefined for any other topic. */
export function parseDeviceTopic(topic: string): DeviceTopic | undefined {
  const parts = topic.split('/');
  const [root, makerSlug, deviceCode, channel] = parts;
  if (parts.length !== 4 || root !== ROOT || !makerSlug || !deviceCode || !isChannel(channel))
    return undefined;
  return { makerSlug, deviceCode, channel };
}

/** Returns the topic that a device publishes to. */
export function deviceTopic(makerSlug: string, deviceCode: string, channel: Channel): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/${channel}`;
}

/** Returns the topic on which a device receives the faults of its messages. */
export function errorTopic(makerSlug: string, deviceCode: string): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/error`;
}

/** Returns the topic on which a device receives responses. */
export function answerTopic(makerSlug: string, deviceCode: string): string {
  return `${ROOT}/${makerSlug}/${deviceCode}/answer`;
}

/** Returns true when a device may subscribe to a filter: only to its own commands, errors and responses. */
export function mayDeviceSubscribe(makerSlug: string, deviceCode: string, filter: string): boolean {
  const devicePrefix = `${ROOT}/${makerSlug}/${deviceCode}/`;
  if (!filter.startsWith(devicePrefix)) return false;
  const [channel = '', ...rest] = filter.slice(devicePrefix.length).split('/');
  const canRead = Object.entries(DEVICE_CHANNELS).some(([name, use]) => name === channel && use === 'reads');
  return canRead && (rest.length === 0 || channel === 'command');
}

function isChannel(text: string | undefined): text is Channel {
  return text !== undefined && CHANNELS.includes(text);
}
