import { isWithin } from '../../intake/elapsed.js';
import type { NativeMessage } from '../../messages/native-format.js';
import { toMessages, toSentValue } from '../decoded.js';
import type { SparkplugType } from '../format-topics.js';
import { findBdSeq, type SparkplugMetric, type SparkplugPayload } from './payload.js';
import { type KnownMetric, type MetricBook, type Readings, toReadings } from './readings.js';

/** How long a message that came before its turn may wait for the one before it, until a new birth is asked for. */
export const REORDER_MS = 5000;
/** A node that is asked for its births is given so long before it is asked again. */
export const REBIRTH_PATIENCE_MS = 30_000;

/** The node itself or a device behind it: whether it is born, and what its birth listed. */
interface Born {
  readonly isOnline: boolean;
  readonly book: MetricBook;
  /** Keys of the signals that its birth gave; when it dies their values are stale. */
  readonly keys: readonly string[];
}

/** What the host knows of an edge node. */
export interface EdgeNode {
  readonly self: Born;
  readonly devices: ReadonlyMap<string, Born>;
  /** Of the birth that counts; null where it had none. */
  readonly bdSeq: number | null;
  /** The seq that comes next; null: whatever comes. */
  readonly nextSeq: number | null;
  /** Those that came before their turn, and since when the one before them is missing. */
  readonly early: ReadonlySet<number>;
  readonly gapSinceMs: number | null;
  readonly rebirthAskedMs: number | null;
}

export type EdgeNodeEvent =
  | {
      readonly kind: Exclude<SparkplugType, 'NCMD' | 'DCMD'>;
      /** Null for the node itself. */
      readonly deviceId: string | null;
      readonly payload: SparkplugPayload;
    }
  /** The connection ended without a word. */
  | { readonly kind: 'lost' }
  /** Time went on. */
  | { readonly kind: 'tick' };

/** What the host does about an event. `deviceId` null: the node itself. */
export type EdgeNodeEffect =
  | { readonly kind: 'readings'; readonly deviceId: string | null; readonly readings: Readings }
  | { readonly kind: 'online'; readonly deviceId: string | null; readonly online: boolean }
  | { readonly kind: 'rebirth' };

export interface EdgeNodeStep {
  readonly node: EdgeNode;
  readonly effects: readonly EdgeNodeEffect[];
}

const NO_BOOK: MetricBook = { byAlias: new Map(), byName: new Map() };
const UNBORN: Born = { isOnline: false, book: NO_BOOK, keys: [] };

export const UNKNOWN_NODE: EdgeNode = {
  self: UNBORN,
  devices: new Map(),
  bdSeq: null,
  nextSeq: null,
  early: new Set(),
  gapSinceMs: null,
  rebirthAskedMs: null,
};

/**
 * What an event makes of an edge node (Eclipse Sparkplug 3.0, chapters 4 to 6), seen by the host. Readings are never held back
 * for their order: they have times of their own. Where the standard contradicts itself both readings are taken: a birth may
 * have any seq. What can be read without a birth is read, and the birth is asked for.
 * @param nowMs epoch milliseconds
 */
export function stepEdgeNode(node: EdgeNode, event: EdgeNodeEvent, nowMs: number): EdgeNodeStep {
  switch (event.kind) {
    case 'NBIRTH':
      return nodeBorn(node, event.payload);
    case 'DBIRTH':
      return inOrder(node, event.payload, nowMs, (now) =>
        deviceBorn(now, event.deviceId!, event.payload, nowMs),
      );
    case 'NDATA':
    case 'DDATA':
      return inOrder(node, event.payload, nowMs, (now) => data(now, event.deviceId, event.payload, nowMs));
    case 'DDEATH':
      return inOrder(node, event.payload, nowMs, (now) =>
        deviceDied(now, event.deviceId!, event.payload.timestampMs ?? nowMs),
      );
    case 'NDEATH': {
      const bdSeq = findBdSeq(event.payload.metrics);
      // The will of a connection that was replaced: it comes late, and the node lives.
      if (bdSeq !== null && node.bdSeq !== null && bdSeq !== node.bdSeq) return { node, effects: [] };
      return nodeDied(node, nowMs);
    }
    case 'lost':
      return nodeDied(node, nowMs);
    case 'tick':
      if (node.gapSinceMs === null || isWithin(REORDER_MS, node.gapSinceMs, nowMs))
        return { node, effects: [] };
      return askForBirth({ ...node, nextSeq: null, early: new Set(), gapSinceMs: null }, nowMs);
  }
}

function nodeBorn(node: EdgeNode, payload: SparkplugPayload): EdgeNodeStep {
  const bdSeq = findBdSeq(payload.metrics);
  const { born, readings } = toBorn(payload);
  // A new connection: what was behind the node is born again or gone. At a rebirth it lives on.
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

function deviceBorn(
  node: EdgeNode,
  deviceId: string,
  payload: SparkplugPayload,
  nowMs: number,
): EdgeNodeStep {
  const { born, readings } = toBorn(payload);
  const wasOnline = node.devices.get(deviceId)?.isOnline ?? false;
  const step: EdgeNodeStep = {
    node: { ...node, devices: new Map(node.devices).set(deviceId, born) },
    effects: [
      ...(wasOnline ? [] : [{ kind: 'online', deviceId, online: true } as const]),
      { kind: 'readings', deviceId, readings },
    ],
  };
  return node.self.isOnline ? step : withBirthAsked(step, nowMs);
}

function data(
  node: EdgeNode,
  deviceId: string | null,
  payload: SparkplugPayload,
  nowMs: number,
): EdgeNodeStep {
  const born = deviceId === null ? node.self : (node.devices.get(deviceId) ?? UNBORN);
  const readings = toReadings(payload.metrics, payload.timestampMs, born.book);
  const step: EdgeNodeStep = { node, effects: [{ kind: 'readings', deviceId, readings }] };
  const isBorn = node.self.isOnline && born.isOnline && !readings.needsBirth;
  return isBorn ? step : withBirthAsked(step, nowMs);
}

function deviceDied(node: EdgeNode, deviceId: string, atMs: number): EdgeNodeStep {
  const device = node.devices.get(deviceId);
  if (!device?.isOnline) return { node, effects: [] };
  return {
    node: { ...node, devices: new Map(node.devices).set(deviceId, { ...device, isOnline: false }) },
    effects: [...toStale(deviceId, device, atMs), { kind: 'online', deviceId, online: false }],
  };
}

function nodeDied(node: EdgeNode, atMs: number): EdgeNodeStep {
  if (!node.self.isOnline) return { node, effects: [] };
  const dying: [string | null, Born][] = [
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
 * Counts a message of the node. One before its turn starts the wait for those before it; one that was counted, or whose turn
 * is long past, changes nothing.
 */
function inOrder(
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

function withBirthAsked(step: EdgeNodeStep, nowMs: number): EdgeNodeStep {
  const asked = askForBirth(step.node, nowMs);
  return { node: asked.node, effects: [...step.effects, ...asked.effects] };
}

function askForBirth(node: EdgeNode, nowMs: number): EdgeNodeStep {
  if (node.rebirthAskedMs !== null && isWithin(REBIRTH_PATIENCE_MS, node.rebirthAskedMs, nowMs))
    return { node, effects: [] };
  return { node: { ...node, rebirthAskedMs: nowMs }, effects: [{ kind: 'rebirth' }] };
}

function toBorn({ metrics, timestampMs }: SparkplugPayload): { born: Born; readings: Readings } {
  const book = toBook(metrics);
  const readings = toReadings(metrics, timestampMs, book);
  const keys = readings.messages.flatMap(({ values }) => values.map(({ key }) => key));
  return { born: { isOnline: true, book, keys: [...new Set(keys)] }, readings };
}

function toBook(metrics: readonly SparkplugMetric[]): MetricBook {
  const byAlias = new Map<string, KnownMetric>();
  const byName = new Map<string, KnownMetric>();
  for (const { name, alias, datatype } of metrics) {
    if (name === null) continue;
    byName.set(name, { name, datatype });
    if (alias !== null) byAlias.set(alias, { name, datatype });
  }
  return { byAlias, byName };
}

/** From its death on nothing is known of what it measured: no value, and the quality says that the last one is stale. */
function toStale(deviceId: string | null, { keys }: Born, atMs: number): EdgeNodeEffect[] {
  if (keys.length === 0) return [];
  const values = keys.map((key) => toSentValue(key, null, null, 3));
  const messages: NativeMessage[] = toMessages(0, JSON.stringify({ ts: atMs, stale: keys }), atMs, values);
  return [{ kind: 'readings', deviceId, readings: { messages, faulty: [], needsBirth: false } }];
}
