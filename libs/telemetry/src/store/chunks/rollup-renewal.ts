import type { Pool, PoolClient } from 'pg';
import type { ExpectedInterval } from '../../domain/readings/rollups/longest-hold.js';
import { dayOf } from '../../domain/readings/packing.js';
import type { ReadingBlock } from '../../domain/readings/reading-block.js';
import { computeRollup, type Resolution, type Rollup } from '../../domain/readings/rollups/rollup.js';
import { plainArray } from '../array-literal.js';
import { decodeChunk } from '../codec/chunk-codec.js';
import { decodeRollup, encodeRollup } from '../codec/rollup-codec.js';
import { loadExpectedIntervals } from '../gaps/declared-intervals.sql.js';
import { inPackingTransaction } from './packing-transaction.js';
import { loadRemovedKeys } from '../retention/retention.sql.js';
import { insertRollups, meanMethodOf, MEAN_METHODS, type NewRollup } from './rollups.sql.js';
import { toQueryFn, withClient } from '../transaction.js';

/** Number of chunks renewed per transaction, during which the maker's readings aren't packed. */
const CHUNKS_PER_STEP = 8;

/** A chunk's key, which is also the key of its rollups. */
interface ChunkKey {
  readonly makerId: string;
  readonly deviceKey: number;
  /** Time as text with PostgreSQL's full precision. */
  readonly fromTime: string;
}

/**
 * Recomputes rollups with means that were computed by the earlier method. Each step is one transaction and each row
 * records its method, so an interrupted run continues where it stopped. Runs as the role `dutycycle_ingest`.
 */
export class RollupRenewal {
  constructor(private readonly pool: Pool) {}

  /** Renews some rollups of one maker. @returns the number of chunks that were checked; 0 if none are left */
  async step(): Promise<number> {
    const [makerId] = await withClient(this.pool, async (client) => {
      const { rows } = await client.query<{ maker_id: string }>(
        `select maker_id from reading_rollup where mean_method = 0 and resolution > 0 limit 1`,
      );
      return rows.map(({ maker_id }) => maker_id);
    });
    if (makerId === undefined) return 0;
    return inPackingTransaction(this.pool, makerId, async (client) => {
      const chunks = await listOutdated(client, makerId);
      for (const chunk of chunks) await renewChunk(client, chunk);
      return chunks.length;
    });
  }
}

async function listOutdated(client: PoolClient, makerId: string): Promise<ChunkKey[]> {
  const { rows } = await client.query<{ device_key: number; from_time: string }>(
    `select distinct device_key, from_time::text as from_time from reading_rollup
      where maker_id = $1 and mean_method = 0 and resolution > 0 order by 1, 2 limit ${CHUNKS_PER_STEP}`,
    [makerId],
  );
  return rows.map((row) => ({ makerId, deviceKey: row.device_key, fromTime: row.from_time }));
}

async function renewChunk(client: PoolClient, chunk: ChunkKey): Promise<void> {
  const { makerId, deviceKey, fromTime } = chunk;
  const params = [makerId, deviceKey, fromTime];
  const where = 'maker_id = $1 and device_key = $2 and from_time = $3::timestamptz';
  const { rows } = await client.query<{
    resolution: Resolution;
    from_ms: number;
    to_ms: number;
    bytes: Buffer;
  }>(
    `select resolution, (extract(epoch from from_time) * 1000)::float8 as from_ms,
            (extract(epoch from to_time) * 1000)::float8 as to_ms, bytes
       from reading_rollup where ${where} and mean_method = 0 and resolution > 0`,
    params,
  );
  const kept = await client.query<{ bytes: Buffer }>(
    `select bytes from reading_chunk where ${where}`,
    params,
  );
  const [readings] = kept.rows;
  const resolutions = plainArray(rows.map(({ resolution }) => resolution));
  if (!readings) {
    await client.query(
      `update reading_rollup set mean_method = ${MEAN_METHODS.earlier} where ${where} and resolution = any($4::int[])`,
      [...params, resolutions],
    );
    return;
  }
  const block = decodeChunk(readings.bytes);
  const expected = (await loadExpectedIntervals(toQueryFn(client), makerId, [deviceKey]))(deviceKey);
  const day = dayOf(Math.round(rows[0]!.from_ms));
  const removed = await loadRemovedKeys(client, makerId, deviceKey, day);
  const rollups = rows.map((row): NewRollup => {
    const rollup = mergeRollups(decodeRollup(row.bytes), block, row.resolution, removed, expected);
    return {
      deviceKey,
      resolution: row.resolution,
      fromMs: Math.round(row.from_ms),
      toMs: Math.round(row.to_ms),
      bytes: encodeRollup(rollup, row.resolution * 1000),
      meanMethod: meanMethodOf(rollup),
    };
  });
  await client.query(`delete from reading_rollup where ${where} and resolution = any($4::int[])`, [
    ...params,
    resolutions,
  ]);
  await insertRollups(client, makerId, rollups);
}

/** Merges rollups. Signals with purged readings keep their earlier rollups. */
function mergeRollups(
  stored: Rollup,
  block: ReadingBlock,
  resolution: Resolution,
  removed: ReadonlySet<string>,
  expected: ExpectedInterval,
): Rollup {
  const keys = [...stored.keys()];
  const recomputed = computeRollup(block, resolution * 1000, keys, expected);
  return new Map(
    keys.map((key) => [key, removed.has(key) ? stored.get(key)! : (recomputed.get(key) ?? stored.get(key)!)]),
  );
}
