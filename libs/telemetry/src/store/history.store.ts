import { setImmediate as breathe } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { compareWithStored, type ImportedBlock } from '../domain/history-import/device-rows.js';
import { type LastValue, applyNewer } from '../domain/history/last-values.js';
import { HighWaters } from '../domain/readings/high-water.js';
import { isBeyond, type ReadingKey, type Span } from '../domain/readings/outcomes.js';
import { dayOf, splitByDay } from '../domain/readings/packing.js';
import { EMPTY_BLOCK, type ReadingBlock, sliceBlock, extentOf } from '../domain/readings/reading-block.js';
import type { Shape } from '../domain/readings/shape.js';
import { overlapsAny } from '../domain/retention/time-spans.js';
import type { DeviceRef } from './batch.js';
import { updateDeviceStatus } from './status/device-status.sql.js';
import { requestReview } from './gaps/gaps.sql.js';
import { loadHighWaters, saveHighWaters } from './gaps/high-water.sql.js';
import { packBlocks } from './chunks/pack-blocks.js';
import { insertSentSignals } from './readings.sql.js';
import { loadRemovedSpans } from './retention/retention.sql.js';
import { loadBlocks } from './chunks/stored-blocks.js';
import { toQueryFn } from './transaction.js';

/** Approximate number of values that are packed before other work gets a turn. */
const NUMBERS_PER_PORTION = 100_000;

/** Historical readings of a device. */
export interface DeviceHistory extends ImportedBlock {
  readonly device: DeviceRef;
}

/** The result for a device. */
export interface StoredHistory {
  readonly device: DeviceRef;
  /** Newly stored readings. */
  readonly fresh: ReadingBlock;
  readonly duplicates: number;
  /** Indexes of sent readings that conflict with a stored reading of the same key. */
  readonly conflicts: readonly number[];
  /** Indexes of readings on days from which readings have been purged. */
  readonly outdated: readonly number[];
}

/** Thrown if ingest has stored readings of one of the devices in the meantime. */
export class OvertakenByIngest extends Error {}

export interface StoreOptions {
  /** Returns ingest's time in epoch milliseconds. */
  readonly now: () => number;
  /**
   * Whether ingest must wait until the transaction ends. Otherwise, ingest can store readings of the devices first, and
   * the transaction must be repeated.
   */
  readonly lock: boolean;
}

/**
 * Stores historical readings packed by device and day, with rollups. The same rules apply as for late messages. Ingest
 * detects the change from the version of a device's high-water mark. As in ingest, no reading of a device becomes
 * durable after one with a later receipt time.
 * @param client in a packing transaction (`inPackingTransaction`), as the role `dutycycle_ingest`
 * @throws OvertakenByIngest when the transaction must be rolled back and repeated
 */
export async function storeHistory(
  client: PoolClient,
  makerId: string,
  history: readonly DeviceHistory[],
  { now, lock }: StoreOptions,
): Promise<StoredHistory[]> {
  const filled = history.filter(({ block }) => block.count > 0);
  const devices = filled.map(({ device }) => device);
  const before = new HighWaters(await loadHighWaters(client, devices, lock ? 'lock' : 'read'));
  const receivedMs = now();
  const compared = await compareWithDatabase(client, makerId, filled, before);
  for (const { fresh } of compared) fresh.receivedMs.fill(receivedMs);
  for (const { device, fresh } of compared) await packInPortions(client, makerId, device.deviceKey, fresh);
  const after = new HighWaters(await loadHighWaters(client, devices, 'lock'));
  const stored = compared.filter(({ fresh }) => fresh.count > 0);
  const advancedRows = after.advanceRows(
    stored.map(({ device, fresh }) => {
      const water = before.get(device);
      if (after.get(device)?.version !== water?.version) throw new OvertakenByIngest();
      return { device, to: pickLaterKey(lastKeyOf(fresh), water) };
    }),
  );
  if ((await saveHighWaters(client, advancedRows)) < advancedRows.length) throw new OvertakenByIngest();
  await insertSentSignals(
    client,
    stored.flatMap(({ device, fresh }) => keysOf(fresh).map((key) => ({ device, key }))),
  );
  await requestReview(
    client,
    makerId,
    new Map(stored.map(({ device, fresh }) => [device.deviceKey, extentOf(fresh)])),
    new Date(receivedMs),
  );
  await updateDeviceStatus(client, stored.map(toStatus));
  return compared;
}

async function compareWithDatabase(
  client: PoolClient,
  makerId: string,
  history: readonly DeviceHistory[],
  waters: HighWaters,
): Promise<StoredHistory[]> {
  const spansToCheck = new Map<number, Span>();
  for (const { device, block } of history) {
    const water = waters.get(device);
    if (water && block.timesMs[0]! <= water.timeMs) spansToCheck.set(device.deviceKey, toFullSpan(block));
  }
  const query = toQueryFn(client);
  const known = await loadBlocks(query, makerId, spansToCheck);
  const removed = await loadRemovedSpans(query, makerId, spansToCheck);
  return history.map(({ device, block, rows }) => ({
    device,
    ...compareWithStored(
      { block, rows },
      known.get(device.deviceKey) ?? EMPTY_BLOCK,
      toRemovedPredicate(removed.get(device.deviceKey)),
    ),
  }));
}

async function packInPortions(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  fresh: ReadingBlock,
): Promise<void> {
  const days = splitByDay(fresh);
  let [from, to, numbers] = [0, 0, 0];
  for (const [index, { count, shapes, shapeOf }] of days.entries()) {
    to += count;
    numbers += count * (shapes[shapeOf[0]!]!.numeric.length + 1);
    if (numbers < NUMBERS_PER_PORTION && index < days.length - 1) continue;
    await packBlocks(client, makerId, new Map([[deviceKey, sliceBlock(fresh, from, to)]]), 'imported');
    [from, numbers] = [to, 0];
    await breathe();
  }
}

/** Returns a predicate that is true for instants on days with purged readings, because purging works by day. */
function toRemovedPredicate(spans: readonly Span[] | undefined): ((timeMs: number) => boolean) | undefined {
  if (!spans || spans.length === 0) return undefined;
  return (timeMs) => overlapsAny(spans, dayOf(timeMs));
}

/** Returns the newest stored values as a change of status. An import doesn't count as contact. */
function toStatus({ device, fresh }: StoredHistory): Parameters<typeof updateDeviceStatus>[1][number] {
  const last = new Map<string, LastValue>();
  const seen = new Set<Shape>();
  for (let i = fresh.count - 1; i >= 0 && seen.size < fresh.shapes.length; i--) {
    const shape = fresh.shapes[fresh.shapeOf[i]!]!;
    if (seen.has(shape)) continue;
    seen.add(shape);
    const start = fresh.starts[i]!;
    const numbers = fresh.numbers.subarray(start, start + shape.numeric.length);
    applyNewer(last, fresh.timesMs[i]!, shape, numbers, fresh.receivedMs[i]);
  }
  return { device, lastSeenMs: null, newestMs: fresh.timesMs[fresh.count - 1]!, skewMs: null, last };
}

function keysOf({ shapes, shapeOf }: ReadingBlock): string[] {
  return [...new Set([...new Set(shapeOf)].flatMap((shape) => shapes[shape]!.keys))];
}

function toFullSpan({ timesMs, count }: ReadingBlock): Span {
  return { fromMs: timesMs[0]!, toMs: timesMs[count - 1]! + 1 };
}

function lastKeyOf({ timesMs, seqs, count }: ReadingBlock): ReadingKey {
  return { timeMs: timesMs[count - 1]!, seq: seqs[count - 1]! };
}

function pickLaterKey(a: ReadingKey, b: ReadingKey | undefined): ReadingKey {
  return b && !isBeyond(a, b) ? b : a;
}
