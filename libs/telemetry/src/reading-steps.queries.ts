import { Decimal } from 'decimal.js';
import type { Transaction } from '#platform';
import { findGaps, gapThresholdMs } from './domain/gaps.js';
import { type Layout, placeOf } from './layouts.queries.js';
import type { ReportingDevice } from './reporting-devices.js';

/** A time without readings, longer than the device's usual interval explains. */
export interface ReadingGap {
  readonly from: Date;
  readonly to: Date;
  /** By key, how far counters went on meanwhile: what shows that the machine ran unheard. Absent while nothing came after. */
  readonly counterAdvance?: Readonly<Record<string, number>>;
}

/** A reading that follows on another state, or after a while. */
export interface StateChange {
  readonly at: Date;
  readonly reported: string | null;
  readonly previousAt: Date | null;
}

/** What the distances between a device's readings tell. */
export interface ReadingSteps {
  readonly gaps: readonly ReadingGap[];
  /** From the last reading before the span on, if one is near. */
  readonly changes: readonly StateChange[];
  /** Of the newest reading before the span's end. */
  readonly lastAt: Date | null;
}

interface StepRow {
  at: Date;
  state: string | null;
  previous_at: Date | null;
  position: number;
  usual_ms: number | null;
  last_at: Date;
}

/** Of a device that loses its link all day the longest are told. */
const MAX_GAPS = 100;

/** How far before the span the last reading is looked for: further back it would say nothing of the span's first days. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** Goes once through the times of a device's readings and returns only what matters of them. */
export async function findSteps(
  tx: Transaction,
  device: ReportingDevice,
  layouts: readonly Layout[],
  counters: readonly string[],
  span: { readonly from: Date; readonly to: Date },
  now: Date,
): Promise<ReadingSteps> {
  const rows: StepRow[] = await tx.manager.query(
    `with before as (
       select device_time, others from reading
        where maker_id = $1 and device_key = $2 and device_time >= $6 and device_time < $3
        order by device_time desc, seq desc limit 1),
     stepped as materialized (
       select at, state, lag(at) over by_time as previous_at, lag(state) over by_time as previous_state,
              (row_number() over by_time)::int as position
         from (select device_time as at, others ->> 'state' as state from before
               union all
               select device_time, others ->> 'state' from reading
                where maker_id = $1 and device_key = $2 and device_time >= $3 and device_time < $4) r
       window by_time as (order by at)),
     usual as (select percentile_disc(0.5) within group (order by at - previous_at) as interval from stepped where previous_at >= $3)
     select at, state, previous_at, position, (extract(epoch from usual.interval) * 1000)::float8 as usual_ms,
            (select max(at) from stepped) as last_at
       from stepped, usual
      where previous_at is null or (state is not null and state is distinct from previous_state)
         or at - previous_at > least(make_interval(secs => $5), 3 * usual.interval)
      order by at`,
    [
      tx.scope.makerId,
      device.deviceKey,
      span.from,
      span.to,
      device.silentAfterSeconds,
      new Date(span.from.getTime() - LOOK_BACK_MS),
    ],
  );
  const changes = rows.map((row) => ({ at: row.at, reported: row.state, previousAt: row.previous_at }));
  const lastAt = rows[0]?.last_at ?? null;
  // Where readings are too few to have a usual distance, the device's own patience stands in.
  const usualMs = rows[0]?.usual_ms ?? (device.silentAfterSeconds * 1000) / 3;
  const steps = rows.flatMap(({ at, previous_at: previousAt, position }) =>
    previousAt === null ? [] : [{ fromMs: previousAt.getTime(), toMs: at.getTime(), position }],
  );
  const longest = findGaps(steps, usualMs)
    .filter(({ toMs }) => toMs > span.from.getTime())
    .sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    .slice(0, MAX_GAPS)
    .map(({ fromMs, toMs }) => ({ from: new Date(fromMs), to: new Date(toMs) }));
  const gaps = await measureAdvances(tx, device, layouts, counters, longest);
  const end = span.to < now ? span.to : now;
  if (lastAt && end.getTime() - lastAt.getTime() > gapThresholdMs(usualMs))
    gaps.push({ from: lastAt, to: end });
  return {
    gaps: gaps.map((gap) => ({ ...gap, from: gap.from > span.from ? gap.from : span.from })),
    changes,
    lastAt,
  };
}

/** Reads the counters on both sides of each gap. */
async function measureAdvances(
  tx: Transaction,
  device: ReportingDevice,
  layouts: readonly Layout[],
  counters: readonly string[],
  gaps: readonly { readonly from: Date; readonly to: Date }[],
): Promise<ReadingGap[]> {
  const own = layouts.filter(
    ({ deviceKey, keys }) => deviceKey === device.deviceKey && keys.some((key) => counters.includes(key)),
  );
  if (gaps.length === 0 || own.length === 0) return [...gaps];
  const values = counters.map((key) => `values[${placeOf(key, own, 'layout_id')}]`);
  const edges = gaps.flatMap(({ from, to }) => [from, to]);
  const rows: { at: Date; counters: (number | null)[] }[] = await tx.manager.query(
    `select edge.at, r.counters
       from unnest($3::timestamptz[]) as edge (at)
      cross join lateral (
        select array[${values.join(', ')}]::float8[] as counters from reading
         where maker_id = $1 and device_key = $2 and device_time = edge.at and device_time between $4 and $5
         order by seq limit 1) r`,
    [
      tx.scope.makerId,
      device.deviceKey,
      edges,
      new Date(Math.min(...edges.map(Number))),
      new Date(Math.max(...edges.map(Number))),
    ],
  );
  const at = new Map(rows.map((row) => [row.at.getTime(), row.counters]));
  return gaps.map((gap) => {
    const [before, after] = [at.get(gap.from.getTime()), at.get(gap.to.getTime())];
    const advance: Record<string, number> = {};
    counters.forEach((key, i) => {
      const [start, end] = [before?.[i] ?? null, after?.[i] ?? null];
      // As decimals, or a difference of 0.08 would show as 0.0799999999999.
      if (start !== null && end !== null) advance[key] = new Decimal(end).minus(start).toNumber();
    });
    return { ...gap, counterAdvance: advance };
  });
}
