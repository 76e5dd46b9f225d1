import { SHARE } from '#equipment';
import {
  DEVICE_TOPIC_FILTERS,
  SHAREABLE_TOPIC_FILTERS,
  SPARKPLUG_STATE_TOPIC,
  STATE_TOPIC_FILTER,
  UNSHAREABLE_TOPIC_FILTERS,
} from '#telemetry';
import { INGEST_TOPIC_FILTERS } from './internal-topics.js';

/** Which of several processes this one is that read from one broker: the `index`th, from 1, of `count`. One beyond them leaves. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** One filter, and how it is read. */
export interface ReadFilter {
  readonly topic: string;
  readonly qos: 0 | 1;
  /** What this process says there itself does not come back to it: MQTT 5's No Local. */
  readonly nl?: boolean;
  /** Goes on without it where the broker does not grant it. */
  readonly isOptional?: boolean;
}

/** What a process reads at the broker, and what its session may still hold from when it was one of more or fewer. */
export interface Reading {
  /** Fixed, for the broker keeps under it what arrives while the process is away. */
  readonly clientId: string;
  readonly subscribe: readonly ReadFilter[];
  readonly unsubscribe: readonly string[];
}

const CLIENT_ID = 'dutycycle-ingest';
const MESSAGES = DEVICE_TOPIC_FILTERS.filter((filter) => filter !== STATE_TOPIC_FILTER);
/** What the first process reads alone: where it is asked and answers too, and where nodes look whether their host is there. */
const ALONE = [...UNSHAREABLE_TOPIC_FILTERS, SPARKPLUG_STATE_TOPIC];

/** Reads `2/3`; undefined for anything else. */
export function parseShare(text: string): Share | undefined {
  const [, index, count] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text) ?? [];
  return index === undefined ? undefined : { index: Number(index), count: Number(count) };
}

/** Whether the process is one too many: it takes in what the broker still keeps for it, and is not to come back. */
export function isLeaving({ index, count }: Share): boolean {
  return index > count;
}

/** Whether the process is the one that does what one alone can do: follows edge nodes, answers devices and sends commands. */
export function isFirst({ index }: Share): boolean {
  return index === 1;
}

/**
 * Several processes share the devices' messages; what devices say of their connection goes to each of them, because each has
 * to know whether a device that sends is thought to be away. What can't be shared the first one reads.
 */
export function readingOf(share: Share): Reading {
  const { index, count } = share;
  const clientId = isFirst(share) ? CLIENT_ID : `${CLIENT_ID}-${index}`;
  const all = [...MESSAGES, ...SHAREABLE_TOPIC_FILTERS];
  if (isLeaving(share))
    return { clientId, subscribe: [], unsubscribe: [...all.map(shared), ...all, STATE_TOPIC_FILTER] };
  const named = count === 1 ? (filter: string) => filter : shared;
  return {
    clientId,
    subscribe: [
      ...[...MESSAGES.map(named), STATE_TOPIC_FILTER].map((topic) => ({ topic, qos: 1 as const })),
      ...SHAREABLE_TOPIC_FILTERS.map((topic) => ({ topic: named(topic), qos: 1 as const, isOptional: true })),
      ...(isFirst(share) ? ALONE : []).map((topic) => ({
        topic,
        qos: 1 as const,
        nl: topic !== SPARKPLUG_STATE_TOPIC,
        isOptional: true,
      })),
      ...INGEST_TOPIC_FILTERS.map((topic) => ({ topic, qos: 0 as const })),
    ],
    unsubscribe: count === 1 ? all.map(shared) : all,
  };
}

function shared(filter: string): string {
  return `$share/${SHARE}/${filter}`;
}
