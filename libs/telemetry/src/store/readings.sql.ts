import type { PoolClient } from 'pg';
import type { ReadingList } from '../domain/readings/reading-list.js';
import type { DeviceRef } from './batch.js';
import { plainArray, textArray } from './array-literal.js';
import { type BatchColumns, encodeBatch } from './codec/batch-codec.js';

/** Stores the readings with these indexes, in one row per maker. */
export async function insertBatches(
  client: PoolClient,
  list: ReadingList<DeviceRef>,
  indices: readonly number[],
  receivedMs: number,
): Promise<void> {
  const byMaker = new Map<string, number[]>();
  for (const i of indices) {
    const { makerId } = list.devices[i]!;
    const known = byMaker.get(makerId);
    if (known) known.push(i);
    else byMaker.set(makerId, [i]);
  }
  // The statements are queued on one connection without awaiting each response.
  await Promise.all(
    [...byMaker].map(([makerId, makerIndices]) => {
      const columns = gatherColumns(list, makerIndices);
      const { keys, from, least: earliest, most: latest } = summarise(columns);
      return client.query({
        name: 'insert_reading_batch',
        text: `insert into reading_batch (maker_id, received_at, from_time, to_time, device_keys, device_from_ms, readings, points, bytes)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        values: [
          makerId,
          iso(receivedMs),
          iso(earliest),
          iso(latest),
          plainArray(keys),
          plainArray(from),
          columns.count,
          columns.shapes.reduce((sum, shape) => sum + shape.keys.length, 0),
          encodeBatch(columns),
        ],
      });
    }),
  );
}

function gatherColumns(list: ReadingList<DeviceRef>, indices: readonly number[]): BatchColumns {
  const shapes = indices.map((i) => list.shapes[i]!);
  const numbers = new Float64Array(shapes.reduce((sum, shape) => sum + shape.numeric.length, 0));
  let next = 0;
  for (const i of indices) {
    const makerIndices = list.numbersOf(i);
    numbers.set(makerIndices, next);
    next += makerIndices.length;
  }
  return {
    count: indices.length,
    deviceKeys: Uint32Array.from(indices, (i) => list.devices[i]!.deviceKey),
    shapes,
    timesMs: Float64Array.from(indices, (i) => list.timesMs[i]!),
    seqs: Float64Array.from(indices, (i) => list.seqs[i]!),
    numbers,
  };
}

function summarise({ count, deviceKeys, timesMs }: BatchColumns): {
  keys: number[];
  from: number[];
  least: number;
  most: number;
} {
  const from = new Map<number, number>();
  let [earliest, latest] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const [key, time] = [deviceKeys[i]!, timesMs[i]!];
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
    const known = from.get(key);
    if (known === undefined || time < known) from.set(key, time);
  }
  return { keys: [...from.keys()], from: [...from.values()], least: earliest, most: latest };
}

/** Records the keys that devices have sent. Existing records stay unchanged. */
export async function insertSentSignals(
  client: PoolClient,
  sent: readonly { readonly device: DeviceRef; readonly key: string }[],
): Promise<void> {
  if (sent.length === 0) return;
  await client.query(
    `insert into sent_signal (maker_id, device_key, key)
     select * from unnest($1::uuid[], $2::int[], $3::text[]) on conflict do nothing`,
    [
      plainArray(sent.map(({ device }) => device.makerId)),
      plainArray(sent.map(({ device }) => device.deviceKey)),
      textArray(sent.map(({ key }) => key)),
    ],
  );
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
