import type { Pool, PoolClient } from 'pg';
import { ageDay, type AgedDay, type StoredDay } from '../../domain/retention/age-day.js';
import { SweepPolicy } from '../../domain/retention/sweep-policy.js';
import type { ExpectedInterval } from '../../domain/readings/rollups/longest-hold.js';
import type { Span } from '../../domain/readings/outcomes.js';
import { cutPortions, dayOf } from '../../domain/readings/packing.js';
import { coarsen, type Resolution, RESOLUTIONS, type Rollup } from '../../domain/readings/rollups/rollup.js';
import { mergeBlocks } from '../../domain/readings/reading-block.js';
import { plainArray } from '../array-literal.js';
import { insertChunkRows, toChunk } from '../chunks/chunks.sql.js';
import { decodeChunk } from '../codec/chunk-codec.js';
import { decodeRollup, encodeRollup } from '../codec/rollup-codec.js';
import { loadExpectedIntervals } from '../gaps/declared-intervals.sql.js';
import {
  type DayRow,
  findEarliestUnpacked,
  listDays,
  loadHolds,
  loadModel,
  loadRemovedKeys,
  loadRules,
  loadSweptAt,
  saveRemovals,
  saveSwept,
} from './retention.sql.js';
import { insertRollups, meanMethodOf } from '../chunks/rollups.sql.js';
import { toQueryFn, inTransaction } from '../transaction.js';

/** Counts of purged data, and of data that was kept only because of retention holds. */
export interface SweepCounts {
  readonly removedPoints: number;
  readonly removedBytes: number;
  readonly heldPoints: number;
}

export const NO_SWEEP_COUNTS: SweepCounts = { removedPoints: 0, removedBytes: 0, heldPoints: 0 };

export function addSweepCounts(a: SweepCounts, b: SweepCounts): SweepCounts {
  return {
    removedPoints: a.removedPoints + b.removedPoints,
    removedBytes: a.removedBytes + b.removedBytes,
    heldPoints: a.heldPoints + b.heldPoints,
  };
}

/** Maximum work per transaction. */
const PORTION = { items: 31, bytes: 2 * 1024 * 1024 };

/**
 * Purges expired data in batches of a device's days, each in one transaction. A crash loses no data that must be kept,
 * and the next run continues where the last one ended. Runs as the role `dutycycle_ingest`.
 */
export class RetentionSweeper {
  constructor(private readonly pool: Pool) {}

  /** Returns the keys of the maker's devices; none if the maker has no retention rules. */
  async listDevices(makerId: string): Promise<number[]> {
    const { rows } = await this.pool.query<{ device_key: number }>(
      `select device_key from device where maker_id = $1 and exists (select from retention_rule where maker_id = $1)
        order by device_key`,
      [makerId],
    );
    return rows.map(({ device_key }) => device_key);
  }

  /**
   * Purges a device's expired data. Repeating it for the same instant has no further effect. Days with readings that
   * are not packed yet are purged in a later run.
   * @param now epoch milliseconds
   */
  async sweep(makerId: string, deviceKey: number, now: number): Promise<SweepCounts> {
    let swept = NO_SWEEP_COUNTS;
    const { due, isComplete, hash } = await this.inTransaction(makerId, async (client) => {
      const policy = await loadPolicy(client, makerId, deviceKey);
      return { ...(await findDue(client, makerId, deviceKey, policy, now)), hash: policy.hash };
    });
    for (const portion of cutPortions(due, ({ bytes }) => bytes, PORTION)) {
      const part = await this.inTransaction(makerId, (client) =>
        sweepDays(client, makerId, deviceKey, portion, now),
      );
      swept = addSweepCounts(swept, part);
    }
    if (isComplete)
      await this.inTransaction(makerId, (client) => saveSwept(client, makerId, deviceKey, hash, now));
    return swept;
  }

  /**
   * Runs work in a transaction. First waits until the maker's readings are not being packed and no hold is being
   * placed.
   */
  private inTransaction<T>(makerId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      await client.query(
        'select pg_advisory_xact_lock(hashtextextended($1, 7261)), pg_advisory_xact_lock(hashtextextended($1, 7262))',
        [makerId],
      );
      return work(client);
    });
  }
}

async function loadPolicy(client: PoolClient, makerId: string, deviceKey: number): Promise<SweepPolicy> {
  const rules = await loadRules(client, makerId);
  const modelId = await loadModel(client, makerId, deviceKey);
  return new SweepPolicy(rules, modelId, await loadHolds(client, makerId, deviceKey));
}

async function findDue(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  policy: SweepPolicy,
  now: number,
): Promise<{ due: DayRow[]; isComplete: boolean }> {
  const horizon = policy.horizon(now);
  if (horizon === undefined) return { due: [], isComplete: true };
  const sweptAt = await loadSweptAt(client, makerId, deviceKey, policy.hash);
  const days = (await listDays(client, makerId, deviceKey, horizon)).filter(({ dayMs }) =>
    policy.isDue(dayOf(dayMs), now, sweptAt),
  );
  const unpacked = (await findEarliestUnpacked(client, makerId, deviceKey)) ?? Infinity;
  const due = days.filter(({ dayMs, isSettled }) => isSettled && dayOf(dayMs).toMs <= unpacked);
  return { due, isComplete: due.length === days.length };
}

/** Purges days by the current rules and holds, which may have changed since the days were found. */
async function sweepDays(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  days: readonly DayRow[],
  now: number,
): Promise<SweepCounts> {
  const policy = await loadPolicy(client, makerId, deviceKey);
  const unpacked = (await findEarliestUnpacked(client, makerId, deviceKey)) ?? Infinity;
  const expected = (await loadExpectedIntervals(toQueryFn(client), makerId, [deviceKey]))(deviceKey);
  let swept = NO_SWEEP_COUNTS;
  for (const { dayMs } of days) {
    const day = dayOf(dayMs);
    if (day.toMs > unpacked) continue;
    swept = addSweepCounts(swept, await sweepDay(client, makerId, deviceKey, day, policy, expected, now));
  }
  return swept;
}

async function sweepDay(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  day: Span,
  policy: SweepPolicy,
  expected: ExpectedInterval,
  now: number,
): Promise<SweepCounts> {
  const stored = await loadDay(client, makerId, deviceKey, day);
  if (!stored) return NO_SWEEP_COUNTS;
  const removed = await loadRemovedKeys(client, makerId, deviceKey, day);
  const aged = ageDay(stored, {
    now,
    keepOf: (key) => policy.keepOf(key),
    heldOf: (key) => policy.heldOf(key),
    wasRemoved: (key) => removed.has(key),
    expected,
  });
  const { removedPoints, heldPoints } = aged;
  if (aged.isUnchanged) return { removedPoints, removedBytes: 0, heldPoints };
  const after = await replaceDay(client, makerId, deviceKey, day, stored, aged);
  await saveRemovals(client, makerId, deviceKey, aged.removals);
  return { removedPoints, removedBytes: stored.bytes - after, heldPoints };
}

interface LoadedDay extends StoredDay {
  /** Span from the first to the last reading that the day ever had. */
  readonly span: Span;
  readonly bytes: number;
}

async function loadDay(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  day: Span,
): Promise<LoadedDay | undefined> {
  const { rows } = await client.query<{
    resolution: number | null;
    from_ms: number;
    to_ms: number;
    bytes: Buffer;
  }>(
    `select resolution, (extract(epoch from from_time) * 1000)::float8 as from_ms, (extract(epoch from to_time) * 1000)::float8 as to_ms, bytes
       from (select null::int as resolution, from_time, to_time, bytes from reading_chunk where maker_id = $1 and device_key = $2 and settled
             union all
             select resolution, from_time, to_time, bytes from reading_rollup where maker_id = $1 and device_key = $2) stored
      where from_time >= $3 and from_time < $4 order by from_time`,
    [makerId, deviceKey, new Date(day.fromMs), new Date(day.toMs)],
  );
  if (rows.length === 0) return undefined;
  const blocks = rows.flatMap(({ resolution, bytes }) => (resolution === null ? [decodeChunk(bytes)] : []));
  const rollups = new Map<Resolution, Rollup>();
  for (const resolution of RESOLUTIONS) {
    const parts = rows.flatMap((row) => (row.resolution === resolution ? [decodeRollup(row.bytes)] : []));
    if (parts.length > 0) rollups.set(resolution, joinRollups(parts, resolution));
  }
  return {
    day,
    block: blocks.length > 0 ? mergeBlocks(blocks) : null,
    rollups,
    span: {
      fromMs: Math.round(Math.min(...rows.map(({ from_ms }) => from_ms))),
      toMs: Math.round(Math.max(...rows.map(({ to_ms }) => to_ms))),
    },
    bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

function joinRollups(parts: readonly Rollup[], resolution: Resolution): Rollup {
  const keys = new Set(parts.flatMap((part) => [...part.keys()]));
  return new Map(
    [...keys].map((key) => [
      key,
      coarsen(
        parts.flatMap((part) => part.get(key) ?? []),
        resolution * 1000,
      ),
    ]),
  );
}

/**
 * Replaces a stored day with the remaining data. The remaining readings keep the time segment of the original ones,
 * because the segment identifies the rollups. Rollups also cover purged readings, so the remaining readings must not
 * be added to them.
 * @returns the new size in bytes
 */
async function replaceDay(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  day: Span,
  { span }: LoadedDay,
  aged: AgedDay,
): Promise<number> {
  const isEmpty = aged.block === null && aged.rollups.size === 0;
  const where = 'maker_id = $1 and device_key = $2 and from_time >= $3 and from_time < $4';
  const params = [makerId, deviceKey, new Date(day.fromMs), new Date(day.toMs)];
  await client.query(`delete from reading_chunk where ${where}`, params);
  if (aged.block === null)
    await client.query(
      `delete from reading_first_receipt where maker_id = $1 and device_key = $2 and device_time >= $3 and device_time < $4`,
      params,
    );
  // States and gaps are kept until all other data is purged.
  await client.query(`delete from reading_rollup where ${where} and resolution = any($5::int[])`, [
    ...params,
    plainArray(isEmpty ? [0, ...RESOLUTIONS] : RESOLUTIONS),
  ]);
  const chunks = aged.block ? [{ ...toChunk(deviceKey, aged.block, 'final'), ...span }] : [];
  const rollups = [...aged.rollups].map(([resolution, rollup]) => ({
    deviceKey,
    resolution,
    fromMs: span.fromMs,
    toMs: span.toMs,
    bytes: encodeRollup(rollup, resolution * 1000),
    meanMethod: meanMethodOf(rollup),
  }));
  await insertChunkRows(client, makerId, chunks);
  await insertRollups(client, makerId, rollups);
  return [...chunks, ...rollups].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
