import type { PoolClient } from 'pg';
import type { Removal } from '../../domain/retention/age-day.js';
import type { RetentionRule } from '../../domain/retention/retention-rule.js';
import type { Hold } from '../../domain/retention/sweep-policy.js';
import type { Span } from '../../domain/readings/outcomes.js';
import { plainArray, textArray } from '../array-literal.js';
import { invalidateHighWater } from '../gaps/high-water.sql.js';
import { toInstant } from '../chunks/stored-blocks.js';

/** A row of `retention_rule`. */
export interface RuleRow {
  readonly model_id: string | null;
  readonly signal_key: string | null;
  readonly raw_days: number | null;
  readonly minute_days: number | null;
  readonly hour_days: number | null;
  readonly day_days: number | null;
}

function toRule(row: RuleRow): RetentionRule {
  return {
    modelId: row.model_id,
    signalKey: row.signal_key,
    keep: { 0: row.raw_days, 60: row.minute_days, 3600: row.hour_days, 86_400: row.day_days },
  };
}

export async function loadRules(client: PoolClient, makerId: string): Promise<RetentionRule[]> {
  const { rows } = await client.query<RuleRow>(
    `select model_id, signal_key, raw_days, minute_days, hour_days, day_days from retention_rule where maker_id = $1`,
    [makerId],
  );
  return rows.map(toRule);
}

/** Returns a device's model; null for a site's own instrument. */
export async function loadModel(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
): Promise<string | null> {
  const { rows } = await client.query<{ model_id: string | null }>(
    `select m.model_id from device d left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
      where d.maker_id = $1 and d.device_key = $2`,
    [makerId, deviceKey],
  );
  return rows[0]?.model_id ?? null;
}

/** Returns the holds on a device's readings. */
export async function loadHolds(client: PoolClient, makerId: string, deviceKey: number): Promise<Hold[]> {
  const { rows } = await client.query<{ signal_key: string | null; from_ms: number; to_ms: number }>(
    `select signal_key, (extract(epoch from from_time) * 1000)::float8 as from_ms, (extract(epoch from to_time) * 1000)::float8 as to_ms
       from reading_hold where maker_id = $1 and released_at is null and (device_key is null or device_key = $2)`,
    [makerId, deviceKey],
  );
  return rows.map((row) => ({
    signalKey: row.signal_key,
    span: { fromMs: Math.round(row.from_ms), toMs: Math.round(row.to_ms) },
  }));
}

/** Returns the time at which a device was last swept with a policy, in epoch milliseconds; undefined if never. */
export async function loadSweptAt(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  policy: string,
): Promise<number | undefined> {
  const { rows } = await client.query<{ swept_at: Date }>(
    `select swept_at from retention_sweep where maker_id = $1 and device_key = $2 and policy = $3`,
    [makerId, deviceKey, policy],
  );
  return rows[0]?.swept_at.getTime();
}

export async function saveSwept(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  policy: string,
  sweptAt: number,
): Promise<void> {
  await client.query(
    `insert into retention_sweep (maker_id, device_key, policy, swept_at) values ($1, $2, $3, $4)
     on conflict on constraint retention_sweep_pk do update set policy = excluded.policy, swept_at = excluded.swept_at`,
    [makerId, deviceKey, policy, new Date(sweptAt)],
  );
}

/** A device's day according to its rows. */
export interface DayRow {
  readonly dayMs: number;
  readonly points: number;
  readonly bytes: number;
  /** True if the day has at most one chunk, and it is in its final form. Ignores readings that aren't packed yet. */
  readonly isSettled: boolean;
}

/** Returns the days of a device that begin before an instant, in order. */
export async function listDays(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  beforeMs: number,
): Promise<DayRow[]> {
  const { rows } = await client.query<{ day_ms: number; points: number; bytes: number; is_settled: boolean }>(
    `with stored as (
       select from_time, points, octet_length(bytes) as bytes, not settled as is_loose, 1 as chunks from reading_chunk
        where maker_id = $1 and device_key = $2 and from_time < $3
       union all
       select from_time, 0, octet_length(bytes), false, 0 from reading_rollup
        where maker_id = $1 and device_key = $2 and from_time < $3)
     select (extract(epoch from date_trunc('day', from_time, 'UTC')) * 1000)::float8 as day_ms, sum(points)::float8 as points,
            sum(bytes)::float8 as bytes, not bool_or(is_loose) and sum(chunks) < 2 as is_settled
       from stored group by date_trunc('day', from_time, 'UTC') order by 1`,
    [makerId, deviceKey, toInstant(beforeMs)],
  );
  return rows.map((row) => ({
    dayMs: row.day_ms,
    points: row.points,
    bytes: row.bytes,
    isSettled: row.is_settled,
  }));
}

/** Returns the earliest device time of a device's unpacked readings; undefined when there are none. */
export async function findEarliestUnpacked(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
): Promise<number | undefined> {
  const { rows } = await client.query<{ from_ms: number | null }>(
    `select min(d.from_ms)::float8 as from_ms
       from reading_batch b cross join unnest(b.device_keys, b.device_from_ms) as d (device_key, from_ms)
      where b.maker_id = $1 and b.device_keys @> array[$2::int] and d.device_key = $2`,
    [makerId, deviceKey],
  );
  return rows[0]?.from_ms ?? undefined;
}

/** Returns the keys with readings in a span that were purged before. */
export async function loadRemovedKeys(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  { fromMs, toMs }: Span,
): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(
    `select key from reading_removal
      where maker_id = $1 and device_key = $2 and resolution = 0 and removed && tstzrange($3, $4)`,
    [makerId, deviceKey, toInstant(fromMs), toInstant(toMs)],
  );
  return new Set(rows.map(({ key }) => key));
}

/**
 * Records purged data, and invalidates ingest's decisions about readings that it is about to store for the purged
 * time.
 */
export async function saveRemovals(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  removals: readonly Removal[],
): Promise<void> {
  await client.query(
    `insert into reading_removal (maker_id, device_key, key, resolution, removed)
     select $1, $2, * from unnest($3::text[], $4::int[], $5::tstzmultirange[])
     on conflict on constraint reading_removal_pk do update set removed = reading_removal.removed + excluded.removed`,
    [
      makerId,
      deviceKey,
      textArray(removals.map(({ key }) => key)),
      plainArray(removals.map(({ level }) => level)),
      textArray(removals.map(({ spans }) => toMultirange(spans))),
    ],
  );
  await invalidateHighWater(client, makerId, deviceKey);
}

function toMultirange(spans: readonly Span[]): string {
  const ranges = spans.map(
    ({ fromMs, toMs }) => `[${new Date(fromMs).toISOString()},${new Date(toMs).toISOString()})`,
  );
  return `{${ranges.join(',')}}`;
}

/** Returns the times for which readings of devices were purged, within their spans. */
export async function loadRemovedSpans(
  query: <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
): Promise<Map<number, Span[]>> {
  const spans = [...wanted.values()];
  const rows = await query<{ device_key: number; from_ms: number; to_ms: number }>(
    `select w.device_key, (extract(epoch from lower(span)) * 1000)::float8 as from_ms, (extract(epoch from upper(span)) * 1000)::float8 as to_ms
       from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as w (device_key, from_time, to_time)
       join reading_removal r on r.maker_id = $1 and r.device_key = w.device_key and r.resolution = 0
       cross join lateral unnest(r.removed * tstzmultirange(tstzrange(date_trunc('day', w.from_time, 'UTC'), date_trunc('day', w.to_time, 'UTC') + interval '1 day'))) as span`,
    [
      makerId,
      [...wanted.keys()],
      spans.map(({ fromMs }) => toInstant(fromMs)),
      spans.map(({ toMs }) => toInstant(toMs)),
    ],
  );
  const found = new Map<number, Span[]>();
  for (const { device_key, from_ms, to_ms } of rows) {
    const span = { fromMs: Math.round(from_ms), toMs: Math.round(to_ms) };
    found.set(device_key, [...(found.get(device_key) ?? []), span]);
  }
  return found;
}
