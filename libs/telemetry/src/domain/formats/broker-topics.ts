import { type Channel, mayDeviceSubscribe, parseDeviceTopic } from '../messages/topics.js';
import {
  DEVICE_API_PATTERNS,
  GATEWAY_API_PATTERNS,
  mayPublishFormat,
  maySubscribeFormat,
  parseFormatTopic,
} from './format-topics.js';

/**
 * Topics at a broker that others run, where nobody sees whose connection a message came on, so that its topic has to say it:
 *
 * - the native ones do, as they are;
 * - ThingsBoard's, which name nobody but "me", stand below their device's own, `eaas/<maker>/<device>/v1/devices/me/telemetry`;
 * - Sparkplug's have the maker as their group, `spBv1.0/<maker>/NDATA/<device>`, since two makers may have a device of one code.
 */
export interface BrokerTopic {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly channel: Channel | 'format';
  /** As the format itself names it. */
  readonly topic: string;
}

/** Whose rights are asked about. */
interface TopicOwner {
  readonly makerSlug: string;
  readonly code: string;
}

/** The name under which this host is known to Sparkplug's edge nodes, where nodes don't name another. */
export const SPARKPLUG_HOST_ID = 'dutycycle';
/** Where an external broker's edge nodes see whether the host is there (Eclipse Sparkplug 3.0, 5.13). */
export const SPARKPLUG_STATE_TOPIC = `spBv1.0/STATE/${SPARKPLUG_HOST_ID}`;

const OWN_TOPIC = /^eaas\/([^/]+)\/([^/]+)\/(v[12]\/.+)$/;
const SPARKPLUG_TOPIC = /^spBv1\.0\/([^/]+)\/[^/]+\/([^/]+)/;
const SPARKPLUG_ROOT = 'spBv1.0/';
const STATE_ROOT = 'spBv1.0/STATE/';
const DEVICES = 'eaas/+/+/';
/** What stands below a device's own topics there. Provisioning does not: whoever asks for it is no device yet. */
const BELOW_OWN = /^v[12]\//;

/** Readings: the bulk of what comes, each by itself, so that it does not matter which of several processes takes it. */
const BULK = ['v1/devices/me/telemetry', 'v1/gateway/telemetry', 'v2/t', 'v2/t/j'];
const SPARKPLUG_FILTERS = ['NBIRTH/+', 'NDEATH/+', 'NDATA/+', 'DBIRTH/+/+', 'DDEATH/+/+', 'DDATA/+/+'];

/** What several processes may share: a broker hands each message to one of them. */
export const SHAREABLE_TOPIC_FILTERS: readonly string[] = BULK.map((topic) => DEVICES + topic);

/**
 * What one process has to read alone: Sparkplug's, because a host sees by the order of a node's messages whether one is
 * missing, and what is asked and answered, because one process answers.
 */
export const UNSHAREABLE_TOPIC_FILTERS: readonly string[] = [
  ...[...DEVICE_API_PATTERNS, ...GATEWAY_API_PATTERNS]
    .filter(({ pattern, use }) => use !== 'reads' && !BULK.includes(pattern) && BELOW_OWN.test(pattern))
    .map(({ pattern }) => DEVICES + pattern.replaceAll('$', '+')),
  ...SPARKPLUG_FILTERS.map((filter) => `spBv1.0/+/${filter}`),
];

/** Whose a topic at an external broker is, and what it is for; undefined for one on which no device speaks. */
export function parseBrokerTopic(topic: string): BrokerTopic | undefined {
  const native = parseDeviceTopic(topic);
  if (native) return { ...native, topic };
  const own = OWN_TOPIC.exec(topic);
  const named = own ?? SPARKPLUG_TOPIC.exec(topic);
  if (!named) return undefined;
  const [, makerSlug, deviceCode, inner = topic] = named as unknown as [string, string, string, string?];
  if (!parseFormatTopic(inner) || !mayPublishFormat(deviceCode, inner)) return undefined;
  return { makerSlug, deviceCode, channel: 'format', topic: inner };
}

/** Where a device is told at an external broker what it would be told under this topic by the broker inside. */
export function toBrokerTopic({ makerSlug, code }: TopicOwner, topic: string): string {
  return topic.startsWith(SPARKPLUG_ROOT) ? topic : `eaas/${makerSlug}/${code}/${topic}`;
}

/** Whether a device may publish on a topic of an external broker. */
export function mayPublishAtBroker({ makerSlug, code }: TopicOwner, topic: string): boolean {
  const parsed = parseBrokerTopic(topic);
  return parsed?.makerSlug === makerSlug && parsed.deviceCode === code;
}

/** Whether a device may subscribe to a filter at an external broker: to what is said to it, and nothing wider. */
export function maySubscribeAtBroker({ makerSlug, code }: TopicOwner, filter: string): boolean {
  if (mayDeviceSubscribe(makerSlug, code, filter)) return true;
  if (filter.startsWith(`${SPARKPLUG_ROOT}${makerSlug}/`) || filter.startsWith(STATE_ROOT))
    return maySubscribeFormat(code, filter);
  const own = `eaas/${makerSlug}/${code}/`;
  if (!filter.startsWith(own)) return false;
  const inner = filter.slice(own.length);
  return !inner.startsWith(SPARKPLUG_ROOT) && maySubscribeFormat(code, inner);
}
