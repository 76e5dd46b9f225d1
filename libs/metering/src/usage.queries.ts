import type { Transaction } from '#platform';
import { listLayouts, placeOf } from '#telemetry';
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

/**
 * A counter's columns of its readings. Its place among a message's values depends on the message's layout; joining the layouts
 * would keep PostgreSQL from going through the partitions in order. Null for a counter that was never sent.
 */
async function counterColumns(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
): Promise<CounterSql | null> {
  const layouts = (await listLayouts(tx, [deviceKey])).filter(({ keys }) => keys.includes(signalKey));
  if (layouts.length === 0) return null;
  const place = placeOf(signalKey, layouts, 'r.layout_id');
  return {
    select: `select date_part('epoch', r.device_time) * 1000 as at, r.seq::text as seq,
                    date_part('epoch', r.received_at) * 1000 as received, r.time_source,
                    r.values[${place}] as value, r.others ->> $3 as other, coalesce(r.qualities[${place}], 0) as quality
               from reading r where r.maker_id = $1 and r.device_key = $2 and ${place} is not null`,
    isUsable: `(r.values[${place}] is not null or r.others ->> $3 is not null)
               and coalesce(r.qualities[${place}], 0) not in (2, 3)`,
  };
}

/** Parameters $1 to $3 are the maker, the device's key and the signal's. */
interface CounterSql {
  readonly select: string;
  readonly isUsable: string;
}

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
  source: CounterSource,
  start: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading[]> {
  return select(
    tx,
    source,
    ({ select }) => `${select} and r.device_time >= $4 and r.device_time <= $5 and r.received_at < $6`,
    [instant(start), instant(end), instant(knownUntil)],
  );
}

/** The last usable reading at or after `since` and before `end`. */
export async function lastReadingBefore(
  tx: Transaction,
  source: CounterSource,
  since: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading | undefined> {
  const [last] = await select(
    tx,
    source,
    ({ select, isUsable }) => `${select} and ${isUsable}
        and r.device_time >= $4 and r.device_time < $5 and r.received_at < $6
      order by r.device_time desc, r.seq desc limit 1`,
    [instant(since), instant(end), instant(knownUntil)],
  );
  return last;
}

export interface ReadingPage {
  readonly readings: readonly CounterReading[];
  /** Device time of the last one when there are more. */
  readonly next: number | null;
}

/**
 * Readings later than `after` and not later than `to`. Those of one instant stay together, so a page can be longer than
 * `limit`.
 */
export async function readingPage(
  tx: Transaction,
  source: CounterSource,
  after: number,
  to: number,
  knownUntil: number,
  limit: number,
): Promise<ReadingPage> {
  const readings = await select(
    tx,
    source,
    ({ select }) => `${select} and r.device_time > $4 and r.device_time <= $5 and r.received_at < $6
      order by r.device_time fetch first $7 rows with ties`,
    [instant(after), instant(to), instant(knownUntil), limit],
  );
  return { readings, next: readings.length >= limit ? readings.at(-1)!.at : null };
}

/** How many readings of the windows were received at `knownUntil` or later. */
export async function countLaterReadings(
  tx: Transaction,
  source: CounterSource,
  windows: readonly CountingWindow[],
  knownUntil: number,
): Promise<number> {
  const columns = await counterColumns(tx, source);
  if (columns === null) return 0;
  let count = 0;
  for (const { from, to } of windows) {
    const [row]: { count: string }[] = await tx.manager.query(
      `select count(*) from (${columns.select} and r.device_time >= $4 and r.device_time <= $5 and r.received_at >= $6) late`,
      [tx.scope.makerId, source.deviceKey, source.signalKey, instant(from), instant(to), instant(knownUntil)],
    );
    count += Number(row?.count ?? 0);
  }
  return count;
}

/** The counter's last usable value at or before each instant, not older than `since`; null where there is none. */
export async function valuesAt(
  tx: Transaction,
  source: CounterSource,
  instants: readonly number[],
  since: number,
): Promise<(string | null)[]> {
  const columns = await counterColumns(tx, source);
  if (columns === null) return instants.map(() => null);
  const rows: Pick<ReadingRow, 'value' | 'other'>[] = await tx.manager.query(
    `select last.value, last.other
       from unnest($4::timestamptz[]) with ordinality as wanted (until, place)
       left join lateral (
         ${columns.select} and ${columns.isUsable} and r.device_time >= $5 and r.device_time <= wanted.until
          order by r.device_time desc limit 1) last on true
      order by wanted.place`,
    [tx.scope.makerId, source.deviceKey, source.signalKey, instants.map(instant), instant(since)],
  );
  return rows.map(({ value, other }) => decimalOf(value, other));
}

async function select(
  tx: Transaction,
  source: CounterSource,
  query: (columns: CounterSql) => string,
  values: readonly unknown[],
): Promise<CounterReading[]> {
  const columns = await counterColumns(tx, source);
  if (columns === null) return [];
  const rows: ReadingRow[] = await tx.manager.query(query(columns), [
    tx.scope.makerId,
    source.deviceKey,
    source.signalKey,
    ...values,
  ]);
  return rows.map(toReading);
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
