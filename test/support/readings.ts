import { databaseUrlFor } from '#platform';
import pg from 'pg';
import { qualityIn, type ReadingBlock, ReadingList, ReadingPacker, toSeen, valueIn } from '#telemetry';
import type { DeviceRef } from '#telemetry';
import { decodeBatches, encodeBatch } from '../../libs/telemetry/src/store/codec/batch-codec.js';
import { decodeChunk, encodeChunk } from '../../libs/telemetry/src/store/codec/chunk-codec.js';
import { HighWaters } from '../../libs/telemetry/src/domain/readings/high-water.js';
import { loadHighWaters, saveHighWaters } from '../../libs/telemetry/src/store/gaps/high-water.sql.js';
import { insertBatches, insertSentSignals } from '../../libs/telemetry/src/store/readings.sql.js';
import type { TestDatabase } from './database.js';
import { toShapeAndNumbers } from './sent-readings.js';

type Value = number | string | boolean | null | { readonly integer: string };

/** A reading to store. */
export interface ReadingToStore {
  readonly at: Date | string;
  readonly seq: number;
  /** Receipt time. Defaults to `at`. */
  readonly receivedAt?: Date | string;
  readonly timeSource?: 0 | 1;
  readonly values: Readonly<Record<string, Value>>;
  /** Qualities other than good, by key. */
  readonly qualities?: Readonly<Record<string, 0 | 1 | 2 | 3>>;
}

/** A stored reading in the database. */
export interface StoredRow {
  readonly makerId: string;
  readonly deviceKey: number;
  readonly at: Date;
  readonly seq: number;
  readonly receivedAt: Date;
  readonly timeSource: 0 | 1;
  readonly values: Record<string, number | string | boolean | null>;
  readonly qualities: Record<string, number>;
}

/** Stores readings of a device as ingest does, already evaluated: queries find them, and no event is emitted. */
export async function storeReadings(
  owner: pg.Client,
  makerId: string,
  deviceKey: number,
  readings: readonly ReadingToStore[],
): Promise<void> {
  const device: DeviceRef = { makerId, deviceId: '', deviceKey };
  const client = owner as unknown as pg.PoolClient;
  const byReceipt = new Map<number, ReadingList<DeviceRef>>();
  for (const { at, seq, receivedAt, timeSource, values, qualities } of readings) {
    const { shape, numbers } = toShapeAndNumbers({ at: 0, timeSource, values, qualities });
    const receivedMs = new Date(receivedAt ?? at).getTime();
    const list = byReceipt.get(receivedMs) ?? new ReadingList<DeviceRef>();
    byReceipt.set(receivedMs, list);
    list.add(device, '', receivedMs, new Date(at).getTime(), seq, shape, numbers);
  }
  for (const [receivedMs, list] of byReceipt)
    await insertBatches(client, list, [...list.devices.keys()], receivedMs);
  await owner.query('update reading_batch set judged = true where $1 = any(device_keys)', [deviceKey]);
  const keys = new Set(readings.flatMap(({ values }) => Object.keys(values)));
  await insertSentSignals(
    client,
    [...keys].map((key) => ({ device, key })),
  );
  let saved = 0;
  // Retries, because ingest may store readings of a neighbouring device at the same time.
  while (saved === 0) saved = await raiseHighWater(client, device, readings);
}

async function raiseHighWater(
  client: pg.PoolClient,
  device: DeviceRef,
  readings: readonly ReadingToStore[],
): Promise<number> {
  const waters = new HighWaters(await loadHighWaters(client, [device], 'read'));
  const candidates = [
    waters.get(device),
    ...readings.map(({ at, seq }) => ({ timeMs: new Date(at).getTime(), seq })),
  ]
    .filter((candidate) => candidate !== undefined)
    .sort((a, b) => b.timeMs - a.timeMs || b.seq - a.seq);
  return candidates[0] ? saveHighWaters(client, waters.advanceRows([{ device, to: candidates[0] }])) : 1;
}

/** Returns all stored readings, or those of one device, ordered by device, device time and sequence number. */
export async function listStoredReadings(
  client: Pick<pg.Client, 'query'>,
  deviceKey?: number,
): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  const batches = await client.query<{ maker_id: string; received_at: Date; bytes: Buffer }>(
    `select maker_id, received_at, bytes from reading_batch where $1::int is null or $1 = any(device_keys)`,
    [deviceKey ?? null],
  );
  for (const { maker_id, received_at, bytes } of batches.rows)
    for (const [key, block] of decodeBatches([{ bytes, receivedMs: received_at.getTime() }]))
      if (deviceKey === undefined || key === deviceKey) found.push(...rowsOf(maker_id, key, block));
  const chunks = await client.query<{ maker_id: string; device_key: number; bytes: Buffer }>(
    `select maker_id, device_key, bytes from reading_chunk where $1::int is null or device_key = $1`,
    [deviceKey ?? null],
  );
  for (const { maker_id, device_key, bytes } of chunks.rows)
    found.push(...rowsOf(maker_id, device_key, decodeChunk(bytes)));
  return found.sort((a, b) => a.deviceKey - b.deviceKey || a.at.getTime() - b.at.getTime() || a.seq - b.seq);
}

/** Returns the number of stored readings of all devices or of one. */
export async function countStoredReadings(
  client: Pick<pg.Client, 'query'>,
  deviceKey?: number,
): Promise<number> {
  if (deviceKey !== undefined) return (await listStoredReadings(client, deviceKey)).length;
  const { rows } = await client.query<{ n: string }>(
    `select (select coalesce(sum(readings), 0) from reading_batch) + (select coalesce(sum(readings), 0) from reading_chunk) as n`,
  );
  return Number(rows[0]!.n);
}

/**
 * Changes stored numbers without a trace, which is possible with the permissions of the owner.
 * @returns the number of changed values
 */
export async function falsifyReading(
  owner: pg.Client,
  deviceKey: number,
  at: Date | string,
  key: string,
  change: (value: number) => number,
): Promise<number> {
  const timeMs = new Date(at).getTime();
  let changed = 0;
  const batches = await owner.query<{ batch_id: string; received_at: Date; bytes: Buffer }>(
    `select batch_id, received_at, bytes from reading_batch where $1 = any(device_keys) and $2 between from_time and to_time`,
    [deviceKey, new Date(timeMs)],
  );
  for (const { batch_id, bytes } of batches.rows) {
    const list = new ReadingList<DeviceRef>();
    for (const [device, block] of decodeBatches([{ bytes, receivedMs: 0 }])) {
      if (device === deviceKey) changed += changeNumber(block, timeMs, key, change);
      for (let i = 0; i < block.count; i++) {
        const shape = block.shapes[block.shapeOf[i]!]!;
        const numbers = block.numbers.subarray(block.starts[i]!, block.starts[i]! + shape.numeric.length);
        list.add(
          { makerId: '', deviceId: '', deviceKey: device },
          '',
          0,
          block.timesMs[i]!,
          block.seqs[i]!,
          shape,
          numbers,
        );
      }
    }
    await owner.query('update reading_batch set bytes = $2 where batch_id = $1', [
      batch_id,
      encodeBatch({
        count: list.count,
        deviceKeys: Uint32Array.from(list.devices, (device) => device.deviceKey),
        shapes: list.shapes,
        timesMs: list.timesMs.slice(0, list.count),
        seqs: list.seqs.slice(0, list.count),
        numbers: list.numbers.slice(0, list.numberCount),
      }),
    ]);
  }
  const chunks = await owner.query<{ from_time: Date; bytes: Buffer }>(
    `select from_time, bytes from reading_chunk where device_key = $1 and $2 between from_time and to_time`,
    [deviceKey, new Date(timeMs)],
  );
  for (const { from_time, bytes } of chunks.rows) {
    const block = decodeChunk(bytes);
    changed += changeNumber(block, timeMs, key, change);
    await owner.query('update reading_chunk set bytes = $3 where device_key = $1 and from_time = $2', [
      deviceKey,
      from_time,
      encodeChunk(block),
    ]);
  }
  return changed;
}

function changeNumber(
  block: ReadingBlock,
  timeMs: number,
  key: string,
  change: (value: number) => number,
): number {
  let changed = 0;
  for (let i = 0; i < block.count; i++) {
    if (block.timesMs[i] !== timeMs) continue;
    const shape = block.shapes[block.shapeOf[i]!]!;
    const at = block.starts[i]! + shape.numeric.indexOf(shape.keys.indexOf(key));
    block.numbers[at] = change(block.numbers[at]!);
    changed++;
  }
  return changed;
}

function rowsOf(makerId: string, deviceKey: number, block: ReadingBlock): StoredRow[] {
  return Array.from({ length: block.count }, (_, i) => {
    const { keys, timeSource } = block.shapes[block.shapeOf[i]!]!;
    const uncertain = keys.filter((key) => qualityIn(block, i, key) !== 0);
    return {
      makerId,
      deviceKey,
      at: new Date(block.timesMs[i]!),
      seq: block.seqs[i]!,
      receivedAt: new Date(block.receivedMs[i]!),
      timeSource,
      values: Object.fromEntries(keys.map((key) => [key, toSeen(valueIn(block, i, key)!)])),
      qualities: Object.fromEntries(uncertain.map((key) => [key, qualityIn(block, i, key)])),
    };
  });
}

/** Packs all readings of makers permanently, with rollups, as the worker does two days after `until`. */
export async function packReadings(
  database: TestDatabase,
  makerIds: readonly string[],
  until = Date.now(),
): Promise<void> {
  const ingest = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', database.url, database.secret),
  });
  try {
    const packer = new ReadingPacker(ingest, () => new Date(until + 2 * 86_400_000));
    for (const makerId of makerIds) {
      await packer.pack(makerId);
      while ((await packer.packFinally()) > 0);
    }
  } finally {
    await ingest.end();
  }
}
