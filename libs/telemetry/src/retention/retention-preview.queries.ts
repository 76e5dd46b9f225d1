import type { Transaction } from '#platform';
import { NO_DECLARED_INTERVAL } from '../domain/readings/rollups/longest-hold.js';
import { ageDay } from '../domain/retention/age-day.js';
import { type Hold, SweepPolicy } from '../domain/retention/sweep-policy.js';
import type { RetentionRule } from '../domain/retention/retention-rule.js';
import { dayOf } from '../domain/readings/packing.js';
import { decodeChunk, encodeChunk } from '../store/codec/chunk-codec.js';

/** Data that the next run would purge. */
export interface RetentionPreview {
  readonly points: number;
  readonly bytes: number;
  readonly devices: number;
  /** Number of expired values that stay because of a hold. */
  readonly heldPoints: number;
  /** Start of the oldest and end of the newest affected day; null when nothing would be purged. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** True if the numbers are extrapolated from a sample of the days. */
  readonly isEstimate: boolean;
}

/** Maximum number of device days that are checked. If there are more, a sample is spread evenly over all of them. */
const SAMPLE = 400;

interface Candidate {
  device_key: number;
  model_id: string | null;
  from_ms: number;
  bytes: Buffer;
}

interface Totals {
  days: number;
  points: number;
  bytes: number;
  devices: number;
  from: Date | null;
  to: Date | null;
}

/** Returns what the rules would purge, by a dry run on stored days. */
export async function previewRetention(
  tx: Transaction,
  rules: readonly RetentionRule[],
): Promise<RetentionPreview> {
  const now = tx.now.getTime();
  const models: (string | null)[] = [null, ...new Set(rules.flatMap(({ modelId }) => modelId ?? []))];
  // A model without its own rules uses the rules for all models, as do instruments without a model.
  const horizons = models.map((modelId) => new SweepPolicy(rules, modelId, []).horizon(now) ?? null);
  const params = [
    tx.scope.makerId,
    models,
    horizons.map((horizon) => (horizon === null ? null : new Date(horizon))),
  ];
  const [totals]: Totals[] = await tx.manager.query(
    `select count(*)::int as days, coalesce(sum(points), 0)::float8 as points, coalesce(sum(octet_length(bytes)), 0)::float8 as bytes,
            count(distinct device_key)::int as devices, date_trunc('day', min(from_time), 'UTC') as "from",
            date_trunc('day', max(from_time), 'UTC') + interval '1 day' as "to" from (${CANDIDATES}) candidate`,
    params,
  );
  const { days, devices, from, to } = totals!;
  const sample: Candidate[] = await tx.manager.query(
    `select device_key, model_id, (extract(epoch from from_time) * 1000)::float8 as from_ms, bytes from (${CANDIDATES}) candidate
      order by hashint8(device_key::bigint * 100000 + extract(epoch from from_time)::bigint / 86400) limit ${SAMPLE}`,
    params,
  );
  const holds = await loadHolds(tx);
  let [seen, removed, held, sampledBytes, freedBytes] = [0, 0, 0, 0, 0];
  for (const { device_key, model_id, from_ms, bytes } of sample) {
    const block = decodeChunk(bytes);
    const ofDevice = holds.filter((hold) => hold.deviceKey === null || hold.deviceKey === device_key);
    const policy = new SweepPolicy(rules, model_id, ofDevice);
    const aged = ageDay(
      { day: dayOf(from_ms), block, rollups: new Map() },
      {
        now,
        keepOf: (key) => policy.keepOf(key),
        heldOf: (key) => policy.heldOf(key),
        wasRemoved: () => false,
        // A preview only counts values, so the means don't matter.
        expected: NO_DECLARED_INTERVAL,
      },
    );
    seen += block.shapeOf.reduce((sum, shape) => sum + block.shapes[shape]!.keys.length, 0);
    removed += aged.removedPoints;
    held += aged.heldPoints;
    sampledBytes += bytes.length;
    if (aged.removedPoints > 0)
      freedBytes += bytes.length - (aged.block ? encodeChunk(aged.block, 'small').length : 0);
  }
  const extrapolate = (part: number, sampled: number, total: number): number =>
    sampled === 0 ? 0 : Math.round((part / sampled) * total);
  const points = extrapolate(removed, seen, totals!.points);
  return {
    points,
    bytes: Math.max(0, extrapolate(freedBytes, sampledBytes, totals!.bytes)),
    devices: points > 0 ? devices : 0,
    heldPoints: extrapolate(held, seen, totals!.points),
    from: points > 0 ? from : null,
    to: points > 0 ? to : null,
    isEstimate: sample.length < days,
  };
}

/**
 * Packed days that may contain expired data. $1: maker, $2: models, $3: by model, the latest time at which an expired
 * day can end.
 */
const CANDIDATES = `
  select c.device_key, m.model_id, c.from_time, c.points, c.bytes
    from reading_chunk c
    join device d on d.maker_id = c.maker_id and d.device_key = c.device_key
    left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
    join unnest($2::uuid[], $3::timestamptz[]) as h (model_id, horizon)
      on h.model_id is not distinct from case when m.model_id = any($2::uuid[]) then m.model_id end
   where c.maker_id = $1 and c.from_time < h.horizon`;

async function loadHolds(tx: Transaction): Promise<(Hold & { readonly deviceKey: number | null })[]> {
  const rows: { device_key: number | null; signal_key: string | null; from_time: Date; to_time: Date }[] =
    await tx.manager.query(
      `select device_key, signal_key, from_time, to_time from reading_hold where maker_id = $1 and released_at is null`,
      [tx.scope.makerId],
    );
  return rows.map((row) => ({
    deviceKey: row.device_key,
    signalKey: row.signal_key,
    span: { fromMs: row.from_time.getTime(), toMs: row.to_time.getTime() },
  }));
}
