import type { PoolClient } from 'pg';
import type { Span } from '../../domain/readings/outcomes.js';
import type { LedgerChange, LedgerGap, SignalDay } from '../../domain/gaps/signal-gaps.js';
import { plainArray, textArray } from '../array-literal.js';

/** A device and a time span to search for gaps. Times are in epoch milliseconds, and both ends are inclusive. */
export interface Review extends Span {
  readonly makerId: string;
  readonly deviceKey: number;
}

/** Evaluation of a device's signals on a day (UTC) with readings. */
export interface ReportedDay {
  readonly dayMs: number;
  readonly signals: ReadonlyMap<string, SignalDay>;
}

interface DayRow {
  day_ms: number;
  signals: Record<string, SignalDay>;
}

/** Requests a search for gaps in the spans in which readings have arrived. @param spans by device key */
export async function requestReview(
  client: PoolClient,
  makerId: string,
  spans: ReadonlyMap<number, Span>,
  now: Date,
): Promise<void> {
  if (spans.size === 0) return;
  // Order the rows by device key, so that two transactions lock them in the same order.
  const rows = [...spans].sort(([a], [b]) => a - b);
  await client.query(
    `insert into gap_review as r (maker_id, device_key, from_time, to_time, asked_at)
     select $1, device_key, from_time, to_time, $5
       from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as i (device_key, from_time, to_time)
     on conflict on constraint gap_review_pk do update set
       from_time = least(r.from_time, excluded.from_time), to_time = greatest(r.to_time, excluded.to_time)`,
    [
      makerId,
      plainArray(rows.map(([deviceKey]) => deviceKey)),
      plainArray(rows.map(([, { fromMs }]) => iso(fromMs))),
      plainArray(rows.map(([, { toMs }]) => iso(toMs))),
      now,
    ],
  );
}

/** Takes the oldest review. Two processes never take the same one. */
export async function takeReview(client: PoolClient): Promise<Review | undefined> {
  const { rows } = await client.query<{
    maker_id: string;
    device_key: number;
    from_ms: number;
    to_ms: number;
  }>(
    `delete from gap_review where (maker_id, device_key) in (
       select maker_id, device_key from gap_review order by asked_at limit 1 for update skip locked)
     returning maker_id, device_key, (extract(epoch from from_time) * 1000)::float8 as from_ms,
               (extract(epoch from to_time) * 1000)::float8 as to_ms`,
  );
  const [row] = rows;
  return (
    row && {
      makerId: row.maker_id,
      deviceKey: row.device_key,
      fromMs: Math.round(row.from_ms),
      toMs: Math.round(row.to_ms),
    }
  );
}

/**
 * Returns the start of the first day that a review leaves for later, because with this day it would exceed `limit`
 * packed readings. The first day is never left for later.
 * @returns epoch milliseconds; infinity if there is no such day
 */
export async function findSplit(
  client: PoolClient,
  { makerId, deviceKey, fromMs, toMs }: Review,
  limit: number,
): Promise<number> {
  const { rows } = await client.query<{ cut_ms: number | null }>(
    `select (extract(epoch from min(day)) * 1000)::float8 as cut_ms from (
       select day, sum(readings) over (order by day rows unbounded preceding exclude current row) as before,
              sum(readings) over (order by day) as total
         from (select date_trunc('day', from_time, 'UTC') as day, sum(readings) as readings from reading_chunk
                where maker_id = $1 and device_key = $2 and from_time >= date_trunc('day', $3::timestamptz, 'UTC') and from_time <= $4
                group by 1) days) counted
      where total > $5 and before is not null`,
    [makerId, deviceKey, new Date(fromMs), new Date(toMs), limit],
  );
  return rows[0]?.cut_ms ?? Infinity;
}

/** Returns the device's days with readings next to an instant, nearest first. */
export async function listDays(
  client: PoolClient,
  { makerId, deviceKey }: Review,
  direction: 'before' | 'from',
  instantMs: number,
  limit: number,
): Promise<ReportedDay[]> {
  const { rows } = await client.query<DayRow>(
    `select (extract(epoch from day::timestamp) * 1000)::float8 as day_ms, signals from reporting_day
      where maker_id = $1 and device_key = $2 and day ${direction === 'before' ? '<' : '>='} $3::date
      order by day ${direction === 'before' ? 'desc' : 'asc'} limit $4`,
    [makerId, deviceKey, iso(instantMs).slice(0, 10), limit],
  );
  return rows.map(({ day_ms, signals }) => ({ dayMs: day_ms, signals: new Map(Object.entries(signals)) }));
}

/** Stores the evaluation of a device's days. */
export async function storeDays(
  client: PoolClient,
  { makerId, deviceKey }: Review,
  days: readonly ReportedDay[],
): Promise<void> {
  await client.query(
    `insert into reporting_day (maker_id, device_key, day, signals)
     select $1, $2, day, signals::jsonb from unnest($3::date[], $4::text[]) as i (day, signals)
     on conflict on constraint reporting_day_pk do update set signals = excluded.signals`,
    [
      makerId,
      deviceKey,
      plainArray(days.map(({ dayMs }) => iso(dayMs).slice(0, 10))),
      textArray(days.map(({ signals }) => JSON.stringify(Object.fromEntries(signals)))),
    ],
  );
}

/** Returns, by signal key, the unfilled gaps that are open or end within a span. */
export async function listKnownGaps(
  client: PoolClient,
  { makerId, deviceKey }: Review,
  { fromMs, toMs }: Span,
): Promise<Map<string, LedgerGap[]>> {
  const { rows } = await client.query<{
    signal_key: string;
    from_ms: number;
    to_ms: number | null;
    expected_ms: string;
  }>(
    `select signal_key, (extract(epoch from from_time) * 1000)::float8 as from_ms,
            (extract(epoch from to_time) * 1000)::float8 as to_ms, expected_ms
       from reading_gap where maker_id = $1 and device_key = $2 and filled_at is null
        and (to_time is null or (to_time >= $3 and to_time < $4))`,
    [makerId, deviceKey, new Date(fromMs), new Date(toMs)],
  );
  const bySignal = new Map<string, LedgerGap[]>();
  for (const row of rows) {
    const gap = {
      fromMs: Math.round(row.from_ms),
      toMs: row.to_ms === null ? null : Math.round(row.to_ms),
      expectedMs: Number(row.expected_ms),
    };
    bySignal.set(row.signal_key, [...(bySignal.get(row.signal_key) ?? []), gap]);
  }
  return bySignal;
}

/** Stores changes of the ledger, by signal key. */
export async function applyLedgerChanges(
  client: PoolClient,
  { makerId, deviceKey }: Review,
  changes: ReadonlyMap<string, LedgerChange>,
  now: Date,
): Promise<void> {
  const put = [...changes].flatMap(([key, change]) => change.put.map((gap) => ({ key, ...gap })));
  const gone = (which: 'filled' | 'dropped') => {
    const rows = [...changes].flatMap(([key, change]) => change[which].map((fromMs) => ({ key, fromMs })));
    return [textArray(rows.map(({ key }) => key)), plainArray(rows.map(({ fromMs }) => iso(fromMs)))];
  };
  const deviceParams = [makerId, deviceKey];
  await client.query(
    `update reading_gap g set filled_at = $5 from unnest($3::text[], $4::timestamptz[]) as i (signal_key, from_time)
      where g.maker_id = $1 and g.device_key = $2 and g.signal_key = i.signal_key and g.from_time = i.from_time`,
    [...deviceParams, ...gone('filled'), now],
  );
  await client.query(
    `delete from reading_gap g using unnest($3::text[], $4::timestamptz[]) as i (signal_key, from_time)
      where g.maker_id = $1 and g.device_key = $2 and g.signal_key = i.signal_key and g.from_time = i.from_time`,
    [...deviceParams, ...gone('dropped')],
  );
  await client.query(
    `insert into reading_gap (maker_id, device_key, signal_key, from_time, to_time, expected_ms, found_at)
     select $1, $2, signal_key, from_time, to_time, expected, $7
       from unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::bigint[]) as i (signal_key, from_time, to_time, expected)
     on conflict on constraint reading_gap_pk do update set
       to_time = excluded.to_time, expected_ms = excluded.expected_ms, filled_at = null`,
    [
      ...deviceParams,
      textArray(put.map(({ key }) => key)),
      plainArray(put.map(({ fromMs }) => iso(fromMs))),
      plainArray(put.map(({ toMs }) => iso(toMs))),
      plainArray(put.map(({ expectedMs }) => expectedMs)),
      now,
    ],
  );
}

/** Returns SQL for the device time of a signal's last reading, from its last known value. */
function buildLastReadingSql(value: string): string {
  return `timestamptz 'epoch' + greatest((${value} ->> 't')::bigint, last_value_order(${value})) * interval '1 ms'`;
}

/**
 * Opens gaps of signals that are overdue according to their device's own clock, and requests a review of gaps that a
 * reading has ended, for all makers.
 * @returns the number of opened gaps
 */
export async function openOverdueGaps(client: PoolClient, now: Date): Promise<number> {
  await client.query(
    `insert into gap_review as r (maker_id, device_key, from_time, to_time, asked_at)
     select g.maker_id, g.device_key, min(g.from_time), max(heard.at), $1
       from reading_gap g
       join device_status s on s.maker_id = g.maker_id and s.device_key = g.device_key
      cross join lateral (select ${buildLastReadingSql('s.last_values -> g.signal_key')} as at) heard
      where g.to_time is null and g.filled_at is null and heard.at > g.from_time
      group by g.maker_id, g.device_key
     on conflict on constraint gap_review_pk do update set
       from_time = least(r.from_time, excluded.from_time), to_time = greatest(r.to_time, excluded.to_time)`,
    [now],
  );
  const { rowCount } = await client.query(
    `insert into reading_gap (maker_id, device_key, signal_key, from_time, expected_ms, found_at)
     select s.maker_id, s.device_key, v.key, heard.at, usual.ms, $1
       from device_status s
       join device d on d.device_key = s.device_key and d.archived_at is null
      cross join lateral (select signals from reporting_day r
                           where r.maker_id = s.maker_id and r.device_key = s.device_key order by day desc limit 1) last
      cross join lateral jsonb_each(s.last_values) v
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       left join signal own on own.maker_id = d.maker_id and own.device_id = d.id and own.key = v.key
       left join signal ofmodel on ofmodel.maker_id = d.maker_id and ofmodel.model_id = m.model_id and ofmodel.key = v.key
      cross join lateral (
        select coalesce(coalesce(own.expected_seconds, ofmodel.expected_seconds) * 1000::bigint,
                        (last.signals -> v.key ->> 'expectedMs')::bigint) as ms) usual
      cross join lateral (select ${buildLastReadingSql('v.value')} as at) heard
      where usual.ms is not null
        and $1::timestamptz + coalesce(s.clock_skew_ms, 0) * interval '1 ms' - heard.at > greatest(3 * usual.ms, 10000) * interval '1 ms' + interval '10 s'
     on conflict on constraint reading_gap_pk do nothing`,
    [now],
  );
  return rowCount ?? 0;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
