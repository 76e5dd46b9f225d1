import { SHARE } from '#equipment';
import {
  DEVICE_TOPIC_FILTERS,
  SHAREABLE_TOPIC_FILTERS,
  SPARKPLUG_STATE_TOPIC,
  STATE_TOPIC_FILTER,
  UNSHAREABLE_TOPIC_FILTERS,
} from '#telemetry';
import { INGEST_TOPIC_FILTERS } from './internal-topics.js';

/**
 * Position of this process among those that read from the same broker: `index` of `count`, starting at 1. A process
 * with a higher index than `count` is no longer needed.
 */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** Filter and its subscription options. */
export interface SubscriptionFilter {
  readonly topic: string;
  readonly qos: 0 | 1;
  /** Whether messages that this process publishes itself are excluded: MQTT 5's No Local. */
  readonly nl?: boolean;
  /** Whether the process continues if the broker does not grant the subscription. */
  readonly isOptional?: boolean;
}

/**
 * Subscriptions of a process, and subscriptions that its session may still have from a time with a different number of
 * processes.
 */
export interface ShareSubscriptions {
  /** Name of the session. It is fixed, because the broker stores messages under it while the process isn't running. */
  readonly clientId: string;
  readonly subscribe: readonly SubscriptionFilter[];
  readonly unsubscribe: readonly string[];
}

const CLIENT_ID = 'dutycycle-ingest';
const MESSAGES = DEVICE_TOPIC_FILTERS.filter((filter) => filter !== STATE_TOPIC_FILTER);
/**
 * Filters of topics that only the first process reads: the topics on which requests are received and answered, and the
 * topic with the state of the host for Sparkplug's edge nodes.
 */
const FIRST_PROCESS_FILTERS = [...UNSHAREABLE_TOPIC_FILTERS, SPARKPLUG_STATE_TOPIC];

/** Parses a position and a number of processes, such as `2/3`. Returns undefined if the text is malformed. */
export function parseShare(text: string): Share | undefined {
  const [, index, count] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text) ?? [];
  return index === undefined ? undefined : { index: Number(index), count: Number(count) };
}

/**
 * Returns whether the process is no longer needed. It then processes the messages that the broker still has for it, and
 * ends.
 */
export function isSurplus({ index, count }: Share): boolean {
  return index > count;
}

/** Returns whether the process is the first one, which follows edge nodes, answers devices and sends commands. */
export function isFirst({ index }: Share): boolean {
  return index === 1;
}

/**
 * Returns the subscriptions of a process. The devices' messages are shared among processes, but each process gets all
 * connection states, because each must know whether a sending device is recorded as offline. Filters that cannot be
 * shared are read by the first process.
 */
export function planSubscriptions(share: Share): ShareSubscriptions {
  const { index, count } = share;
  const clientId = isFirst(share) ? CLIENT_ID : `${CLIENT_ID}-${index}`;
  const shareableFilters = [...MESSAGES, ...SHAREABLE_TOPIC_FILTERS];
  if (isSurplus(share))
    return {
      clientId,
      subscribe: [],
      unsubscribe: [...shareableFilters.map(toSharedFilter), ...shareableFilters, STATE_TOPIC_FILTER],
    };
  const toFilter = count === 1 ? (filter: string) => filter : toSharedFilter;
  return {
    clientId,
    subscribe: [
      ...[...MESSAGES.map(toFilter), STATE_TOPIC_FILTER].map((topic) => ({ topic, qos: 1 as const })),
      ...SHAREABLE_TOPIC_FILTERS.map((topic) => ({
        topic: toFilter(topic),
        qos: 1 as const,
        isOptional: true,
      })),
      ...(isFirst(share) ? FIRST_PROCESS_FILTERS : []).map((topic) => ({
        topic,
        qos: 1 as const,
        nl: topic !== SPARKPLUG_STATE_TOPIC,
        isOptional: true,
      })),
      ...INGEST_TOPIC_FILTERS.map((topic) => ({ topic, qos: 0 as const })),
    ],
    unsubscribe: count === 1 ? shareableFilters.map(toSharedFilter) : shareableFilters,
  };
}

function toSharedFilter(filter: string): string {
  return `$share/${SHARE}/${filter}`;
}
