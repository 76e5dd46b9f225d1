import { type Channel, mayDeviceSubscribe, parseDeviceTopic } from '../messages/topics.js';
import {
  DEVICE_API_PATTERNS,
  GATEWAY_API_PATTERNS,
  mayPublishFormat,
  maySubscribeFormat,
  parseFormatTopic,
} from './format-topics.js';

/**
 * A topic at an external broker. The sender's connection isn't visible there, so the topic must identify the device:
 *
 * - native topics do so already;
 * - ThingsBoard's topics, which identify the device only as "me", are below the device's own topic,
 *   `eaas/<maker>/<device>/v1/devices/me/telemetry`;
 * - Sparkplug's topics have the maker as their group, `spBv1.0/<maker>/NDATA/<device>`, because two makers can have
 *   devices with the same code.
 */
export interface BrokerTopic {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly channel: Channel | 'format';
  /** The topic as defined by the format. */
  readonly topic: string;
}

/** The device to check permissions for. */
interface TopicOwner {
  readonly makerSlug: string;
  readonly code: string;
}

/** Name of this Sparkplug host for edge nodes that don't configure another name. */
export const SPARKPLUG_HOST_ID = 'dutycycle';
/** Topic on which edge nodes at an external broker see whether the host is online (Eclipse Sparkplug 3.0, 5.13). */
export const SPARKPLUG_STATE_TOPIC = `spBv1.0/STATE/${SPARKPLUG_HOST_ID}`;

const OWN_TOPIC = /^eaas\/([^/]+)\/([^/]+)\/(v[12]\/.+)$/;
const SPARKPLUG_TOPIC = /^spBv1\.0\/([^/]+)\/[^/]+\/([^/]+)/;
const SPARKPLUG_ROOT = 'spBv1.0/';
const STATE_ROOT = 'spBv1.0/STATE/';
const DEVICES = 'eaas/+/+/';
/**
 * Matches topics that are allowed below a device's own topic. Provisioning is not allowed, because its sender isn't a
 * device yet.
 */
const DEVICE_SUBTOPICS = /^v[12]\//;

/** Topics of readings, which make up most messages. Each message is self-contained, so any process can store it. */
const BULK = ['v1/devices/me/telemetry', 'v1/gateway/telemetry', 'v2/t', 'v2/t/j'];
const SPARKPLUG_FILTERS = ['NBIRTH/+', 'NDEATH/+', 'NDATA/+', 'DBIRTH/+/+', 'DDEATH/+/+', 'DDATA/+/+'];

/** Topics for shared subscriptions: the broker sends each message to one of several processes. */
export const SHAREABLE_TOPIC_FILTERS: readonly string[] = BULK.map((topic) => DEVICES + topic);

/**
 * Topics that a single process must read. A host detects missing Sparkplug messages from the order of a node's
 * messages, and each request must be answered only once.
 */
export const UNSHAREABLE_TOPIC_FILTERS: readonly string[] = [
  ...[...DEVICE_API_PATTERNS, ...GATEWAY_API_PATTERNS]
    .filter(
      ({ pattern, use }) => use !== 'reads' && !BULK.includes(pattern) && DEVICE_SUBTOPICS.test(pattern),
    )
    .map(({ pattern }) => DEVICES + pattern.replaceAll('$', '+')),
  ...SPARKPLUG_FILTERS.map((filter) => `spBv1.0/+/${filter}`),
];

/**
 * Returns the device and purpose of a topic at an external broker; undefined for a topic that no device publishes to.
 */
export function parseBrokerTopic(topic: string): BrokerTopic | undefined {
  const native = parseDeviceTopic(topic);
  if (native) return { ...native, topic };
  const nativeMatch = OWN_TOPIC.exec(topic);
  const match = nativeMatch ?? SPARKPLUG_TOPIC.exec(topic);
  if (!match) return undefined;
  const [, makerSlug, deviceCode, innerTopic = topic] = match as unknown as [string, string, string, string?];
  if (!parseFormatTopic(innerTopic) || !mayPublishFormat(deviceCode, innerTopic)) return undefined;
  return { makerSlug, deviceCode, channel: 'format', topic: innerTopic };
}

/** Returns the topic at an external broker for a topic of the internal broker, for messages to a device. */
export function toBrokerTopic({ makerSlug, code }: TopicOwner, topic: string): string {
  return topic.startsWith(SPARKPLUG_ROOT) ? topic : `eaas/${makerSlug}/${code}/${topic}`;
}

/** Returns true when a device may publish to a topic of an external broker. */
export function mayPublishAtBroker({ makerSlug, code }: TopicOwner, topic: string): boolean {
  const parsed = parseBrokerTopic(topic);
  return parsed?.makerSlug === makerSlug && parsed.deviceCode === code;
}

/** Returns true when a device may subscribe to a filter at an external broker: only to messages for itself. */
export function maySubscribeAtBroker({ makerSlug, code }: TopicOwner, filter: string): boolean {
  if (mayDeviceSubscribe(makerSlug, code, filter)) return true;
  if (filter.startsWith(`${SPARKPLUG_ROOT}${makerSlug}/`) || filter.startsWith(STATE_ROOT))
    return maySubscribeFormat(code, filter);
  const nativeMatch = `eaas/${makerSlug}/${code}/`;
  if (!filter.startsWith(nativeMatch)) return false;
  const innerTopic = filter.slice(nativeMatch.length);
  return !innerTopic.startsWith(SPARKPLUG_ROOT) && maySubscribeFormat(code, innerTopic);
}
