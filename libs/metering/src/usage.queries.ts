import type { Transaction } from '#platform';
import { isUsable, type CounterReading } from './domain/counter-reading.js';
import { decimalOf } from './domain/counter-value.js';
import type { TimeRange } from './domain/counting-windows.js';
import type { CountingWindow } from './domain/derive-usage.js';

/** One counter of one device, as storage names it. */
export interface CounterSource {
  readonly deviceKey: number;
  readonly signalKey: string;
}

/** A fall of the counter is remembered for so long before a period begins. */
const LOOK_BACK_MS = 24 * 3_600_000;

interface ReadingRow {
  readonly at: number;
  readonly seq: string;
  readonly received: number;
  readonly time_source: number;
  readonly value: number | null;
  readonly other: string | null;
  readonly quality: number;
}

/** A counter's place among a message's values depends on the message's layout; a device has few of those. */
const COUNTER_ROWS = `
  select date_part('epoch', r.device_time) * 1000 as at, r.seq::text as seq,
         date_part('epoch', r.received_at) * 1000 as received, r.time_source,
         r.values[l.position] as value, r.others ->> $3 as other, coalesce(r.qualities[l.position], 0) as quality
    from reading r
    join (select layout_id, array_position(keys, $3) as position from reading_layout
           where maker_id = $1 and device_key = $2 and $3 = any(keys)) l on l.layout_id = r.layout_id
   where r.maker_id = $1 and r.device_key = $2 and r.received_at < $4`;

/**
 * The readings that a period's usage is derived from: those of its windows, the last one before each that counting goes on
 * from, and a day before it. Known are readings received before `knownUntil`. Instants are milliseconds since 1970 UTC.
 */
export async function readingsFor(
  tx: Transaction,
  source: CounterSource,
  windows: readonly CountingWindow[],
  knownUntil: number,
): Promise<CounterReading[]> {
  const readings: CounterReading[] = [];
  for (const { since, from, to } of windows) {
    const start = Math.max(since, from - LOOK_BACK_MS);
    const inside = await readingsBetween(tx, source, start, to, knownUntil);
    const hasOpening = inside.some((reading) => reading.at <= from && isUsable(reading));
    if (since < start && !hasOpening) {
      const before = await lastReadingBefore(tx, source, since, start, knownUntil);
      if (before) readings.push(before);
    }
    readings.push(...inside);
  }
  return readings;
}

/** All readings from `start` to `end`, both included. */
async function readingsBetween(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  start: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading[]> {
  const rows: ReadingRow[] = await tx.manager.query(
    `${COUNTER_ROWS} and r.device_time >= $5 and r.device_time <= $6 order by r.device_time, r.seq`,
    [tx.scope.makerId, deviceKey, signalKey, instant(knownUntil), instant(start), instant(end)],
  );
  return rows.map(toReading);
}

/** The last usable reading at or after `since` and before `end`. */
export async function lastReadingBefore(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  since: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading | undefined> {
  const rows: ReadingRow[] = await tx.manager.query(
    `select * from (${COUNTER_ROWS} and r.device_time >= $5 and r.device_time < $6) as counter
      where (value is not null or other is not null) and quality not in (2, 3)
      order by at desc, seq desc limit 1`,
    [tx.scope.makerId, deviceKey, signalKey, instant(knownUntil), instant(since), instant(end)],
  );
  return rows.map(toReading)[0];
}

export interface ReadingPage {
  readonly readings: readonly CounterReading[];
  /** Device time of the last one when there are more. */
  readonly next: number | null;
}

/**
 * Readings later than `after` and not later than `to`, in order. Those of one instant stay together, so a page can be
 * longer than `limit`.
 */
export async function readingPage(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  after: number,
  to: number,
  knownUntil: number,
  limit: number,
): Promise<ReadingPage> {
  const rows: ReadingRow[] = await tx.manager.query(
    `${COUNTER_ROWS} and r.device_time > $5 and r.device_time <= $6
      order by r.device_time fetch first $7 rows with ties`,
    [tx.scope.makerId, deviceKey, signalKey, instant(knownUntil), instant(after), instant(to), limit],
  );
  const readings = rows.map(toReading);
  return { readings, next: readings.length >= limit ? readings.at(-1)!.at : null };
}

/** How many readings of the windows were received at `knownUntil` or later. */
export async function countLaterReadings(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  windows: readonly CountingWindow[],
  knownUntil: number,
): Promise<number> {
  let count = 0;
  for (const { from, to } of windows) {
    const [row]: { count: string }[] = await tx.manager.query(
      `select count(*) from reading r
        where r.maker_id = $1 and r.device_key = $2 and r.received_at >= $4
          and r.device_time >= $5 and r.device_time <= $6
          and r.layout_id in (select layout_id from reading_layout where maker_id = $1 and device_key = $2 and $3 = any(keys))`,
      [tx.scope.makerId, deviceKey, signalKey, instant(knownUntil), instant(from), instant(to)],
    );
    count += Number(row?.count ?? 0);
  }
  return count;
}

/** The counter's last usable value at or before each instant, not older than `since`; null where there is none. */
export async function valuesAt(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  instants: readonly number[],
  since: number,
): Promise<(string | null)[]> {
  const rows: { value: number | null; other: string | null }[] = await tx.manager.query(
    `select last.value, last.other
       from unnest($4::timestamptz[]) with ordinality as wanted (until, place)
       left join lateral (
         select r.values[l.position] as value, r.others ->> $3 as other
           from reading r
           join (select layout_id, array_position(keys, $3) as position from reading_layout
                  where maker_id = $1 and device_key = $2 and $3 = any(keys)) l on l.layout_id = r.layout_id
          where r.maker_id = $1 and r.device_key = $2 and r.device_time <= wanted.until and r.device_time >= $5
            and (r.values[l.position] is not null or r.others ->> $3 is not null)
            and coalesce(r.qualities[l.position], 0) not in (2, 3)
          order by r.device_time desc limit 1) last on true
      order by wanted.place`,
    [tx.scope.makerId, deviceKey, signalKey, instants.map(instant), instant(since)],
  );
  return rows.map(({ value, other }) => decimalOf(value, other));
}

/** When a machine stood with a customer. */
export async function placementRanges(
  tx: Transaction,
  machineId: string,
  customerId: string,
): Promise<TimeRange[]> {
  return tx.manager.query(
    `select date_part('epoch', lower(during)) * 1000 as since,
            case when upper_inf(during) then null else date_part('epoch', upper(during)) * 1000 end as until
       from placement where maker_id = $1 and machine_id = $2 and customer_id = $3`,
    [tx.scope.makerId, machineId, customerId],
  );
}

function toReading(row: ReadingRow): CounterReading {
  return {
    at: Math.round(row.at),
    seq: row.seq,
    receivedAt: Math.round(row.received),
    timeSource: row.time_source,
    value: decimalOf(row.value, row.other),
    quality: row.quality,
  };
}

/** JavaScript's and PostgreSQL's calendars end at different times; no reading is that old or new. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-01-01T00:00:00Z');
const instant = (at: number): Date => new Date(Math.min(Math.max(at, EARLIEST), LATEST));
