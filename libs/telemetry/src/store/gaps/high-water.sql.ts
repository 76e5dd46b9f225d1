import type { PoolClient } from 'pg';
import {
  DEVICES_PER_ROW,
  firstKeyOf,
  type HighWater,
  type HighWaterRow,
} from '../../domain/readings/high-water.js';
import { nestedArray, plainArray } from '../array-literal.js';

type RowKey = Pick<HighWaterRow, 'makerId' | 'firstKey'>;

/** A row with its values slot by slot; version 0 for a device without readings. */
interface StoredRow {
  maker_id: string;
  first_key: number;
  times_ms: string[];
  seqs: string[];
  versions: string[];
  version: string;
}

/**
 * Loads the rows with the high-water marks of devices. A row that was never written is returned empty.
 * @param mode `lock` keeps other processes from storing their readings until the transaction ends
 */
export async function loadHighWaters(
  client: PoolClient,
  devices: Iterable<{ readonly makerId: string; readonly deviceKey: number }>,
  mode: 'read' | 'lock',
): Promise<HighWaterRow[]> {
  const wanted = new Map<string, RowKey>();
  for (const { makerId, deviceKey } of devices) {
    const key = { makerId, firstKey: firstKeyOf(deviceKey) };
    wanted.set(nameOf(key), key);
  }
  const { rows } = await client.query<StoredRow>(
    // Order the rows, so that two processes lock them in the same order.
    `select maker_id, first_key, times_ms, seqs, versions, version from device_high_water
      where (maker_id, first_key) in (select * from unnest($1::uuid[], $2::int[]))
      order by maker_id, first_key ${mode === 'lock' ? 'for no key update' : ''}`,
    [
      plainArray([...wanted.values()].map(({ makerId }) => makerId)),
      plainArray([...wanted.values()].map(({ firstKey }) => firstKey)),
    ],
  );
  const found = rows.map(toWaterRow);
  for (const row of found) wanted.delete(nameOf(row));
  return [...found, ...[...wanted.values()].map((key) => ({ ...key, waters: EMPTY_SLOTS, version: 0 }))];
}

/**
 * Writes rows if their stored version is still the one on which the decision was based.
 * @returns the number of written rows; fewer if another process has stored readings of one of their devices in the
 *   meantime
 */
export async function saveHighWaters(client: PoolClient, rows: readonly HighWaterRow[]): Promise<number> {
  const known = rows.filter(({ version }) => version > 1);
  const first = rows.filter(({ version }) => version === 1);
  const results = await Promise.all([
    known.length > 0 &&
      client.query({
        name: 'save_high_waters',
        text: `update device_high_water w
                  set times_ms = i.times_ms::bigint[], seqs = i.seqs::bigint[], versions = i.versions::bigint[], version = i.version
                 from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                   as i (maker_id, first_key, times_ms, seqs, versions, version)
                where w.maker_id = i.maker_id and w.first_key = i.first_key and w.version = i.version - 1`,
        values: toColumns(known),
      }),
    first.length > 0 &&
      client.query(
        `insert into device_high_water (maker_id, first_key, times_ms, seqs, versions, version)
         select maker_id, first_key, times_ms::bigint[], seqs::bigint[], versions::bigint[], version
           from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[])
             as i (maker_id, first_key, times_ms, seqs, versions, version)
         on conflict do nothing`,
        toColumns(first),
      ),
  ]);
  return results.reduce((written, result) => written + ((result && result.rowCount) || 0), 0);
}

/** Invalidates decisions about a device that were made before this transaction. */
export async function invalidateHighWater(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
): Promise<void> {
  const firstKey = firstKeyOf(deviceKey);
  await client.query(
    `update device_high_water set version = version + 1, versions[$3] = versions[$3] + 1
      where maker_id = $1 and first_key = $2 and versions[$3] > 0`,
    [makerId, firstKey, deviceKey - firstKey + 1],
  );
}

const EMPTY_SLOTS: readonly undefined[] = Array.from({ length: DEVICES_PER_ROW }, () => undefined);

function nameOf({ makerId, firstKey }: RowKey): string {
  return `${makerId} ${firstKey}`;
}

function toWaterRow({ maker_id, first_key, times_ms, seqs, versions, version }: StoredRow): HighWaterRow {
  return {
    makerId: maker_id,
    firstKey: first_key,
    waters: versions.map((count, slot) =>
      count === '0'
        ? undefined
        : { timeMs: Number(times_ms[slot]), seq: Number(seqs[slot]), version: Number(count) },
    ),
    version: Number(version),
  };
}

/**
 * Returns the columns of rows in a fixed order, so that two processes lock rows in the same order if PostgreSQL follows
 * it. Otherwise, one of the processes retries.
 */
function toColumns(unordered: readonly HighWaterRow[]): string[] {
  const rows = [...unordered].sort(
    (a, b) => (a.makerId < b.makerId ? -1 : Number(a.makerId > b.makerId)) || a.firstKey - b.firstKey,
  );
  const toSlotArrays = (pick: (water: HighWater) => number): string =>
    nestedArray(rows.map(({ waters }) => plainArray(waters.map((water) => (water ? pick(water) : 0)))));
  return [
    plainArray(rows.map(({ makerId }) => makerId)),
    plainArray(rows.map(({ firstKey }) => firstKey)),
    toSlotArrays(({ timeMs }) => timeMs),
    toSlotArrays(({ seq }) => seq),
    toSlotArrays(({ version }) => version),
    plainArray(rows.map(({ version }) => version)),
  ];
}
