import { SHARE } from '#equipment';
import { DEVICE_TOPIC_FILTERS, STATE_TOPIC_FILTER } from '#telemetry';
import { INGEST_TOPIC_FILTERS } from './internal-topics.js';

/** Which of several processes this one is that read from one broker: the `index`th, from 1, of `count`. One beyond them leaves. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** What a process reads at the broker, and what its session may still hold from when it was one of more or fewer. */
export interface Reading {
  /** Fixed, for the broker keeps under it what arrives while the process is away. */
  readonly clientId: string;
  readonly subscribe: readonly { readonly topic: string; readonly qos: 0 | 1 }[];
  readonly unsubscribe: readonly string[];
}

const CLIENT_ID = 'dutycycle-ingest';
const MESSAGES = DEVICE_TOPIC_FILTERS.filter((filter) => filter !== STATE_TOPIC_FILTER);
const SHARED = MESSAGES.map((filter) => `$share/${SHARE}/${filter}`);

/** Reads `2/3`; undefined for anything else. */
export function parseShare(text: string): Share | undefined {
  const [, index, count] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text) ?? [];
  return index === undefined ? undefined : { index: Number(index), count: Number(count) };
}

/** Whether the process is one too many: it takes in what the broker still keeps for it, and is not to come back. */
export function isLeaving({ index, count }: Share): boolean {
  return index > count;
}

/**
 * Several processes share the devices' messages; what devices say of their connection goes to each of them, because each has
 * to know whether a device that sends is thought to be away.
 */
export function readingOf(share: Share): Reading {
  const { index, count } = share;
  const clientId = index === 1 ? CLIENT_ID : `${CLIENT_ID}-${index}`;
  if (isLeaving(share)) return { clientId, subscribe: [], unsubscribe: [...SHARED, ...DEVICE_TOPIC_FILTERS] };
  const [wanted, others] = count === 1 ? [MESSAGES, SHARED] : [SHARED, MESSAGES];
  return {
    clientId,
    subscribe: [
      ...[...wanted, STATE_TOPIC_FILTER].map((topic) => ({ topic, qos: 1 as const })),
      ...INGEST_TOPIC_FILTERS.map((topic) => ({ topic, qos: 0 as const })),
    ],
    unsubscribe: others,
  };
}
