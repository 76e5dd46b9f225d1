import { getDevice } from '#equipment';
import type { Transaction } from '#platform';
import type { TimeSource } from './domain/frame.js';
import type { Quality } from './domain/native-format.js';
import { listLayouts, placeOf } from './layouts.queries.js';

/** A reading's place in the order of its device: device time, then sequence number. */
export interface ReadingPlace {
  readonly deviceTime: Date;
  readonly seq: string;
}

/** A stored reading. */
export interface StoredReading extends ReadingPlace {
  readonly receivedAt: Date;
  readonly timeSource: TimeSource;
  /** Numbers by key; null for a gauge that had none. */
  readonly values: ReadonlyMap<string, number | null>;
  /** Texts by key, and the exact digits of integers that a double can't hold. */
  readonly others: ReadonlyMap<string, string>;
  /** By key, where it is not good. */
  readonly qualities: ReadonlyMap<string, Quality>;
}

/** From `from` (or after `after`), up to before `to`. */
export interface ReadingRange {
  readonly from: Date;
  readonly to: Date;
  readonly after?: ReadingPlace;
  readonly limit: number;
}

/** One reading of a counter, its value as the decimal that was sent. */
export interface MeterReading extends ReadingPlace {
  readonly receivedAt: Date;
  readonly timeSource: TimeSource;
  /** Plain decimal notation, never an exponent. */
  readonly value: string;
  readonly quality: Quality;
}

interface ReadingRow {
  device_time: Date;
  seq: string;
  received_at: Date;
  time_source: TimeSource;
  layout_id: number;
  values: (number | null)[];
  others: Record<string, string> | null;
  qualities: Quality[] | null;
}

/** A device's readings in the order of their places. */
export async function listReadings(
  tx: Transaction,
  deviceKey: number,
  range: ReadingRange,
): Promise<StoredReading[]> {
  const rows: ReadingRow[] = await tx.manager.query(
    `select device_time, seq, received_at, time_source, layout_id, values, others, qualities
       from reading
      where maker_id = $1 and device_key = $2 and device_time >= $3 and device_time < $4
        and ($5::timestamptz is null or (device_time, seq) > ($5::timestamptz, $6::bigint))
      order by device_time, seq limit $7`,
    [
      tx.scope.makerId,
      deviceKey,
      range.after && range.after.deviceTime > range.from ? range.after.deviceTime : range.from,
      range.to,
      range.after?.deviceTime ?? null,
      range.after?.seq ?? null,
      range.limit,
    ],
  );
  if (rows.length === 0) return [];
  const keys = new Map((await listLayouts(tx, [deviceKey])).map((layout) => [layout.layoutId, layout.keys]));
  return rows.map((row) => toReading(row, keys.get(row.layout_id) ?? []));
}

/**
 * A counter's readings in the order of their places: the one way by which billing and evidence read them. A double gives
 * back, as its shortest decimal, every decimal of up to 15 significant digits, and what a meter reads has no more.
 * @throws DomainError equipment.device_not_found, also for one outside the scope
 */
export async function listMeterReadings(
  tx: Transaction,
  deviceId: string,
  key: string,
  range: ReadingRange,
): Promise<MeterReading[]> {
  const start = range.after && range.after.deviceTime > range.from ? range.after.deviceTime : range.from;
  return selectMeterReadings(
    tx,
    deviceId,
    key,
    `device_time >= $3 and device_time < $4 and ($5::timestamptz is null or (device_time, seq) > ($5::timestamptz, $6::bigint))`,
    'order by device_time, seq',
    range.limit,
    [start, range.to, range.after?.deviceTime ?? null, range.after?.seq ?? null],
  );
}

/**
 * How far is looked, in days, before all there is: a bound on both sides spares the planner hundreds of days' partitions,
 * and the neighbouring reading is nearly always near.
 */
const REACHES = [2, 40, 40_000];
const DAY_MS = 86_400_000;

/** The counter's last reading before an instant, from which the first one after it goes on; undefined when there is none. */
export async function findMeterReadingBefore(
  tx: Transaction,
  deviceId: string,
  key: string,
  instant: Date,
): Promise<MeterReading | undefined> {
  for (const days of REACHES) {
    const from = new Date(instant.getTime() - days * DAY_MS);
    const [reading] = await selectMeterReadings(
      tx,
      deviceId,
      key,
      'device_time >= $3 and device_time < $4',
      'order by device_time desc, seq desc',
      1,
      [from, instant],
    );
    if (reading) return reading;
  }
  return undefined;
}

/** The counter's first reading at or after an instant; undefined when there is none. */
export async function findMeterReadingFrom(
  tx: Transaction,
  deviceId: string,
  key: string,
  instant: Date,
): Promise<MeterReading | undefined> {
  for (const days of REACHES) {
    const to = new Date(instant.getTime() + days * DAY_MS);
    const [reading] = await selectMeterReadings(
      tx,
      deviceId,
      key,
      'device_time >= $3 and device_time < $4',
      'order by device_time, seq',
      1,
      [instant, to],
    );
    if (reading) return reading;
  }
  return undefined;
}

interface MeterRow {
  device_time: Date;
  seq: string;
  received_at: Date;
  time_source: TimeSource;
  value: string;
  quality: Quality;
}

async function selectMeterReadings(
  tx: Transaction,
  deviceId: string,
  key: string,
  condition: string,
  order: string,
  limit: number,
  params: readonly unknown[],
): Promise<MeterReading[]> {
  const { deviceKey } = await getDevice(tx, deviceId);
  const layouts = (await listLayouts(tx, [deviceKey])).filter((layout) => layout.keys.includes(key));
  if (layouts.length === 0) return [];
  const keyParam = `$${params.length + 3}`;
  const rows: MeterRow[] = await tx.manager.query(
    `select device_time, seq, received_at, time_source, coalesce(others ->> ${keyParam}, values[place]::text)::numeric::text as value,
            coalesce(qualities[place], 0) as quality
       from (select *, ${placeOf(key, layouts, 'layout_id')} as place
               from reading
              where maker_id = $1 and device_key = $2 and ${condition}) r
      where values[place] is not null
      ${order} limit $${params.length + 4}`,
    [tx.scope.makerId, deviceKey, ...params, key, limit],
  );
  return rows.map((row) => ({
    deviceTime: row.device_time,
    seq: row.seq,
    receivedAt: row.received_at,
    timeSource: row.time_source,
    value: row.value,
    quality: row.quality,
  }));
}

function toReading(row: ReadingRow, keys: readonly string[]): StoredReading {
  const values = new Map<string, number | null>();
  const qualities = new Map<string, Quality>();
  const others = new Map(Object.entries(row.others ?? {}));
  keys.forEach((key, position) => {
    const value = row.values[position] ?? null;
    if (value !== null || !others.has(key)) values.set(key, value);
    const quality = row.qualities?.[position] ?? 0;
    if (quality !== 0) qualities.set(key, quality);
  });
  return {
    deviceTime: row.device_time,
    seq: row.seq,
    receivedAt: row.received_at,
    timeSource: row.time_source,
    values,
    others,
    qualities,
  };
}
