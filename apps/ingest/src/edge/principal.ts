import {
  deviceTopic,
  type KnownDevice,
  mayDeviceSubscribe,
  mayPublishFormat,
  maySubscribeFormat,
  parseDeviceTopic,
} from '#telemetry';
import type { OwnChannel } from './edge.js';

/** Authenticated identity of a connection: an app of this installation, or a device. */
export type Principal =
  | { readonly kind: 'app' }
  | {
      readonly kind: 'device';
      readonly device: KnownDevice;
      /** Name of the credential, by which its connections are closed. */
      readonly username: string;
    };

/** A naming scheme of topics. It determines which topics each device may use. */
interface TopicFamily {
  /** Returns the channel of a topic on which this device may publish. */
  findOwnChannel(device: KnownDevice, topic: string): OwnChannel | undefined;
  /** Returns whether a filter matches only topics that this device may read. */
  canRead(device: KnownDevice, filter: string): boolean;
}

const NATIVE: TopicFamily = {
  findOwnChannel: ({ makerSlug, code }, topic) => {
    const channel = parseDeviceTopic(topic)?.channel;
    return channel && topic === deviceTopic(makerSlug, code, channel) ? channel : undefined;
  },
  canRead: ({ makerSlug, code }, filter) => mayDeviceSubscribe(makerSlug, code, filter),
};

const FORMATS: TopicFamily = {
  findOwnChannel: ({ code }, topic) => (mayPublishFormat(code, topic) ? 'format' : undefined),
  canRead: ({ code }, filter) => maySubscribeFormat(code, filter),
};

/** All naming schemes of devices' topics. No two may claim the same topic. */
const FAMILIES: readonly TopicFamily[] = [NATIVE, FORMATS];

const INTERNAL_TOPICS = 'dutycycle/internal/';

/** Returns the channel of a topic on which a device may publish; undefined for topics that are not its own. */
export function findChannel(device: KnownDevice, topic: string): OwnChannel | undefined {
  for (const family of FAMILIES) {
    const channel = family.findOwnChannel(device, topic);
    if (channel !== undefined) return channel;
  }
  return undefined;
}

/**
 * Returns whether a topic belongs to the internal channel. Apps use only the internal channel; devices never use it.
 */
export function isInternalTopic(topic: string): boolean {
  return topic.startsWith(INTERNAL_TOPICS);
}

/** Returns whether a principal may read a topic, or a filter of topics. */
export function canRead(principal: Principal | undefined, topic: string): boolean {
  if (!principal) return false;
  if (principal.kind === 'app') return isInternalTopic(topic);
  return FAMILIES.some((family) => family.canRead(principal.device, topic));
}
