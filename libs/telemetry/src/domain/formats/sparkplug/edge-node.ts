import { isWithin } from '../../intake/elapsed.js';
import type { NativeMessage } from '../../messages/native-format.js';
import { toMessages, toSentValue } from '../decoded.js';
import type { SparkplugType } from '../format-topics.js';
import { findBdSeq, type SparkplugMetric, type SparkplugPayload } from './payload.js';
import { type KnownMetric, type MetricBook, type Readings, toReadings } from './readings.js';

/** Time to wait for a missing message before a rebirth is requested. */
export const REORDER_MS = 5000;
/** Minimum time between two rebirth requests to a node. */
export const REBIRTH_INTERVAL_MS = 30_000;

/**
 * State of the node, or of a device behind it, since its last birth: whether it is online, and the metrics of the
 * birth.
 */
interface BirthState {
  readonly isOnline: boolean;
  readonly book: MetricBook;
  /** Signal keys from the birth. Their values become stale when the node or device dies. */
  readonly keys: readonly string[];
}

/** State of an edge node as the host sees it. */
export interface EdgeNode {
  readonly self: BirthState;
  readonly devices: ReadonlyMap<string, BirthState>;
  /** Sequence number of the current birth; null if the birth had none. */
  readonly bdSeq: number | null;
  /** The expected seq; null accepts any. */
  readonly nextSeq: number | null;
  /**
   * Sequence numbers that were received early. `gapSinceMs` is the time since which a number before them has been
   * missing.
   */
  readonly early: ReadonlySet<number>;
  readonly gapSinceMs: number | null;
  readonly rebirthAskedMs: number | null;
}

export type EdgeNodeEvent =
  | {
      readonly kind: Exclude<SparkplugType, 'NCMD' | 'DCMD'>;
      /** Id of a device behind the node; null for the node itself. */
      readonly deviceId: string | null;
      readonly payload: SparkplugPayload;
    }
  /** The node's connection has ended, with or without a death message. */
  | { readonly kind: 'lost' }
  /** Time has passed. */
  | { readonly kind: 'tick' };

/** An action of the host after an event. If `deviceId` is null, the action concerns the node itself. */
export type EdgeNodeEffect =
  | { readonly kind: 'readings'; readonly deviceId: string | null; readonly readings: Readings }
  | { readonly kind: 'online'; readonly deviceId: string | null; readonly online: boolean }
  | { readonly kind: 'rebirth' };

export interface EdgeNodeStep {
  readonly node: EdgeNode;
  readonly effects: readonly EdgeNodeEffect[];
}

const NO_METRICS: MetricBook = { byAlias: new Map(), byName: new Map() };
const NO_BIRTH: BirthState = { isOnline: false, book: NO_METRICS, keys: [] };

export const UNKNOWN_NODE: EdgeNode = {
  self: NO_BIRTH,
  devices: new Map(),
  bdSeq: null,
  nextSeq: null,
  early: new Set(),
  gapSinceMs: null,
  rebirthAskedMs: null,
};

/**
 * Computes a node's new state after an event, and the actions of the host (Eclipse Sparkplug 3.0, chapters 4 to 6).
 * Readings have their own times, so they are never delayed because of their order. Where the standard contradicts
 * itself, both variants are accepted; for example, a birth may have any seq. Readings that arrive before a birth are
 * accepted if they can be read without it, and a birth is requested.
 * @param nowMs epoch milliseconds
 */
export function stepEdgeNode(node: EdgeNode, event: EdgeNodeEvent, nowMs: number): EdgeNodeStep {
  switch (event.kind) {
    case 'NBIRTH':
      return applyNodeBirth(node, event.payload);
    case 'DBIRTH':
      return applyInOrder(node, event.payload, nowMs, (now) =>
        applyDeviceBirth(now, event.deviceId!, event.payload, nowMs),
      );
    case 'NDATA':
    case 'DDATA':
      return applyInOrder(node, event.payload, nowMs, (now) =>
        applyData(now, event.deviceId, event.payload, nowMs),
      );
    case 'DDEATH':
      return applyInOrder(node, event.payload, nowMs, (now) =>
        applyDeviceDeath(now, event.deviceId!, event.payload.timestampMs ?? nowMs),
      );
    case 'NDEATH': {
      const bdSeq = findBdSeq(event.payload.metrics);
      // A different bdSeq shows that this is the delayed will of a replaced connection, so the node is alive.
      if (bdSeq !== null && node.bdSeq !== null && bdSeq !== node.bdSeq) return { node, effects: [] };
      return applyNodeDeath(node, nowMs);
    }
    case 'lost':
      return applyNodeDeath(node, nowMs);
    case 'tick':
      if (node.gapSinceMs === null || isWithin(REORDER_MS, node.gapSinceMs, nowMs))
        return { node, effects: [] };
      return requestRebirth({ ...node, nextSeq: null, early: new Set(), gapSinceMs: null }, nowMs);
  }
}

function applyNodeBirth(node: EdgeNode, payload: SparkplugPayload): EdgeNodeStep {
  const bdSeq = findBdSeq(payload.metrics);
  const { born, readings } = toBirthState(payload);
  // After a new connection, the devices behind the node must send new births. After a rebirth, they stay online.
  const isRebirth = node.self.isOnline && node.bdSeq === bdSeq;
  const gone = isRebirth ? [] : [...node.devices].filter(([, { isOnline }]) => isOnline);
  const devices = isRebirth
    ? node.devices
    : new Map([...node.devices].map(([id, device]) => [id, { ...device, isOnline: false }]));
  return {
    node: {
      self: born,
      devices,
      bdSeq,
      nextSeq: payload.seq === null ? null : (payload.seq + 1) % 256,
      early: new Set(),
      gapSinceMs: null,
      rebirthAskedMs: null,
    },
    effects: [
      ...(node.self.isOnline ? [] : [{ kind: 'online', deviceId: null, online: true } as const]),
      ...gone.map(([deviceId]) => ({ kind: 'online', deviceId, online: false }) as const),
      { kind: 'readings', deviceId: null, readings },
    ],
  };
}

function applyDeviceBirth(
  node: EdgeNode,
  deviceId: string,
  payload: SparkplugPayload,
  nowMs: number,
): EdgeNodeStep {
  const { born, readings } = toBirthState(payload);
  const wasOnline = node.devices.get(deviceId)?.isOnline ?? false;
  const step: EdgeNodeStep = {
    node: { ...node, devices: new Map(node.devices).set(deviceId, born) },
    effects: [
      ...(wasOnline ? [] : [{ kind: 'online', deviceId, online: true } as const]),
      { kind: 'readings', deviceId, readings },
    ],
  };
  return node.self.isOnline ? step : withRebirthRequest(step, nowMs);
}

function applyData(
  node: EdgeNode,
  deviceId: string | null,
  payload: SparkplugPayload,
  nowMs: number,
): EdgeNodeStep {
  const born = deviceId === null ? node.self : (node.devices.get(deviceId) ?? NO_BIRTH);
  const readings = toReadings(payload.metrics, payload.timestampMs, born.book);
  const step: EdgeNodeStep = { node, effects: [{ kind: 'readings', deviceId, readings }] };
  const isBorn = node.self.isOnline && born.isOnline && !readings.needsBirth;
  return isBorn ? step : withRebirthRequest(step, nowMs);
}

function applyDeviceDeath(node: EdgeNode, deviceId: string, atMs: number): EdgeNodeStep {
  const device = node.devices.get(deviceId);
  if (!device?.isOnline) return { node, effects: [] };
  return {
    node: { ...node, devices: new Map(node.devices).set(deviceId, { ...device, isOnline: false }) },
    effects: [...toStale(deviceId, device, atMs), { kind: 'online', deviceId, online: false }],
  };
}

function applyNodeDeath(node: EdgeNode, atMs: number): EdgeNodeStep {
  if (!node.self.isOnline) return { node, effects: [] };
  const dying: [string | null, BirthState][] = [
    [null, node.self],
    ...[...node.devices].filter(([, { isOnline }]) => isOnline),
  ];
  return {
    node: {
      ...node,
      self: { ...node.self, isOnline: false },
      devices: new Map([...node.devices].map(([id, device]) => [id, { ...device, isOnline: false }])),
      nextSeq: null,
      early: new Set(),
      gapSinceMs: null,
      rebirthAskedMs: null,
    },
    effects: dying.flatMap(([deviceId, born]): EdgeNodeEffect[] => [
      ...toStale(deviceId, born, atMs),
      { kind: 'online', deviceId, online: false },
    ]),
  };
}

/**
 * Checks the order of a node's message. An early message starts the wait for the missing ones. A duplicate or outdated
 * message does not change the expected seq. Every message is processed immediately.
 */
function applyInOrder(
  node: EdgeNode,
  { seq }: SparkplugPayload,
  nowMs: number,
  go: (node: EdgeNode) => EdgeNodeStep,
): EdgeNodeStep {
  if (seq === null) return go(node);
  if (node.nextSeq === null) return go({ ...node, nextSeq: (seq + 1) % 256 });
  const ahead = (seq - node.nextSeq + 256) % 256;
  if (ahead >= 128) return go(node);
  if (ahead > 0)
    return go({ ...node, early: new Set(node.early).add(seq), gapSinceMs: node.gapSinceMs ?? nowMs });
  let nextSeq = (seq + 1) % 256;
  if (node.early.size === 0) return go({ ...node, nextSeq });
  const early = new Set(node.early);
  while (early.delete(nextSeq)) nextSeq = (nextSeq + 1) % 256;
  return go({ ...node, nextSeq, early, gapSinceMs: early.size === 0 ? null : nowMs });
}

function withRebirthRequest(step: EdgeNodeStep, nowMs: number): EdgeNodeStep {
  const requested = requestRebirth(step.node, nowMs);
  return { node: requested.node, effects: [...step.effects, ...requested.effects] };
}

function requestRebirth(node: EdgeNode, nowMs: number): EdgeNodeStep {
  if (node.rebirthAskedMs !== null && isWithin(REBIRTH_INTERVAL_MS, node.rebirthAskedMs, nowMs))
    return { node, effects: [] };
  return { node: { ...node, rebirthAskedMs: nowMs }, effects: [{ kind: 'rebirth' }] };
}

function toBirthState({ metrics, timestampMs }: SparkplugPayload): { born: BirthState; readings: Readings } {
  const book = toMetricBook(metrics);
  const readings = toReadings(metrics, timestampMs, book);
  const keys = readings.messages.flatMap(({ values }) => values.map(({ key }) => key));
  return { born: { isOnline: true, book, keys: [...new Set(keys)] }, readings };
}

function toMetricBook(metrics: readonly SparkplugMetric[]): MetricBook {
  const byAlias = new Map<string, KnownMetric>();
  const byName = new Map<string, KnownMetric>();
  for (const { name, alias, datatype } of metrics) {
    if (name === null) continue;
    byName.set(name, { name, datatype });
    if (alias !== null) byAlias.set(alias, { name, datatype });
  }
  return { byAlias, byName };
}

/**
 * Returns the effect of a death: readings without values and with the quality stale, because the current values are not
 * known.
 */
function toStale(deviceId: string | null, { keys }: BirthState, atMs: number): EdgeNodeEffect[] {
  if (keys.length === 0) return [];
  const values = keys.map((key) => toSentValue(key, null, null, 3));
  const messages: NativeMessage[] = toMessages(0, JSON.stringify({ ts: atMs, stale: keys }), atMs, values);
  return [{ kind: 'readings', deviceId, readings: { messages, faulty: [], needsBirth: false } }];
}
