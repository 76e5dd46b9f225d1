import {
  deviceTopic,
  type KnownDevice,
  mayDeviceSubscribe,
  mayPublishFormat,
  maySubscribeFormat,
  parseDeviceTopic,
} from '#telemetry';
import type { OwnChannel } from './edge.js';

/** Who a connection speaks for, once it has proven it: an app of this installation, or a device. */
export type Principal =
  | { readonly kind: 'app' }
  | {
      readonly kind: 'device';
      readonly device: KnownDevice;
      /** The credential's name, under which its connections are ended. */
      readonly username: string;
    };

/** A way of naming topics, and a device's part of it. */
interface TopicFamily {
  /** The channel of a topic on which this device may publish. */
  findOwnChannel(device: KnownDevice, topic: string): OwnChannel | undefined;
  /** Whether a filter holds nothing but topics that this device may read. */
  mayRead(device: KnownDevice, filter: string): boolean;
}

const NATIVE: TopicFamily = {
  findOwnChannel: ({ makerSlug, code }, topic) => {
    const channel = parseDeviceTopic(topic)?.channel;
    return channel && topic === deviceTopic(makerSlug, code, channel) ? channel : undefined;
  },
  mayRead: ({ makerSlug, code }, filter) => mayDeviceSubscribe(makerSlug, code, filter),
};

const FORMATS: TopicFamily = {
  findOwnChannel: ({ code }, topic) => (mayPublishFormat(code, topic) ? 'format' : undefined),
  mayRead: ({ code }, filter) => maySubscribeFormat(code, filter),
};

/** Every way in which devices may name topics; no two may claim the same topic. */
const FAMILIES: readonly TopicFamily[] = [NATIVE, FORMATS];

const INTERNAL_TOPICS = 'dutycycle/internal/';

/** The channel of a topic on which a device may publish: its own; undefined for any other topic. */
export function ownChannel(device: KnownDevice, topic: string): OwnChannel | undefined {
  for (const family of FAMILIES) {
    const channel = family.findOwnChannel(device, topic);
    if (channel !== undefined) return channel;
  }
  return undefined;
}

/** Apps talk on the internal channel and nowhere else; devices never do. */
export function isInternalTopic(topic: string): boolean {
  return topic.startsWith(INTERNAL_TOPICS);
}

/** Whether a topic, or a filter of topics, is one's to read. */
export function mayRead(principal: Principal | undefined, topic: string): boolean {
  if (!principal) return false;
  if (principal.kind === 'app') return isInternalTopic(topic);
  return FAMILIES.some((family) => family.mayRead(principal.device, topic));
}
