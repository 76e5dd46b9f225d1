import {
  type Channel,
  deviceTopic,
  type KnownDevice,
  mayDeviceSubscribe,
  parseDeviceTopic,
} from '#telemetry';

/** Who a connection speaks for, once it has proven it: an app of this installation, or a device. */
export type Principal =
  | { readonly kind: 'app' }
  | { readonly kind: 'device'; readonly device: KnownDevice; readonly username: string };

const INTERNAL_TOPICS = 'dutycycle/internal/';

/** The channel of a topic on which a device may publish: its own; undefined for any other topic. */
export function ownChannel(device: KnownDevice, topic: string): Channel | undefined {
  const channel = parseDeviceTopic(topic)?.channel;
  return channel && topic === deviceTopic(device.makerSlug, device.code, channel) ? channel : undefined;
}

/** Apps talk on the internal channel and nowhere else; devices never do. */
export function isInternalTopic(topic: string): boolean {
  return topic.startsWith(INTERNAL_TOPICS);
}

/** Whether a topic, or a filter of topics, is one's to read. */
export function mayRead(principal: Principal | undefined, topic: string): boolean {
  if (!principal) return false;
  if (principal.kind === 'app') return isInternalTopic(topic);
  return mayDeviceSubscribe(principal.device.makerSlug, principal.device.code, topic);
}
