import { getDevice } from '#equipment';
import type { Transaction } from '#platform';
import { decimalOf } from '../domain/messages/decimal-of.js';
import { toSeen } from '../domain/history/last-values.js';
import type { Quality } from '../domain/messages/native-format.js';
import { type ReadingBlock, valueIn, qualityIn } from '../domain/readings/reading-block.js';
import type { Constant } from '../domain/readings/shape.js';
import type { TimeSource } from '../domain/intake/time-source.js';
import { blocksBackward, blocksForward, readFirst } from './stored-readings.js';

/** A reading's key, which orders the readings of a device: device time, then sequence number. */
export interface StoredReadingKey {
  readonly deviceTime: Date;
  readonly seq: string;
}

/** A stored reading. */
export interface StoredReading extends StoredReadingKey {
  readonly receivedAt: Date;
  readonly timeSource: TimeSource;
  /** Numbers by key; null for a gauge without a value. */
  readonly values: ReadonlyMap<string, number | null>;
  /** Texts, booleans, and the digits of integers that a double can't represent, by key. */
  readonly others: ReadonlyMap<string, string | boolean>;
  /** Qualities other than good, by key. */
  readonly qualities: ReadonlyMap<string, Quality>;
}

/** A range from `from` (or after `after`) up to, but not including, `to`. */
export interface ReadingRange {
  readonly from: Date;
  readonly to: Date;
  readonly after?: StoredReadingKey;
  readonly limit: number;
}

/** A reading of a counter, with its value as the decimal that was sent. */
export interface MeterReading extends StoredReadingKey {
  readonly receivedAt: Date;
  readonly timeSource: TimeSource;
  /** Plain decimal without an exponent. */
  readonly value: string;
  readonly quality: Quality;
}

/** Returns a device's readings ordered by key. */
export async function listReadings(
  tx: Transaction,
  deviceKey: number,
  range: ReadingRange,
): Promise<StoredReading[]> {
  const { block, first } = await readRange(tx, deviceKey, range);
  const readings: StoredReading[] = [];
  for (let i = first; i < block.count && readings.length < range.limit; i++)
    readings.push(toReading(block, i));
  return readings;
}

/**
 * Returns a counter's readings ordered by key, each with the decimal that was sent. The shortest decimal of a double
 * reproduces every decimal of up to 15 significant digits, and metered values have no more.
 * @throws DomainError equipment.device_not_found, also for a device outside the scope
 */
export async function listMeterReadings(
  tx: Transaction,
  deviceId: string,
  key: string,
  range: ReadingRange,
): Promise<MeterReading[]> {
  const { deviceKey } = await getDevice(tx, deviceId);
  const readings: MeterReading[] = [];
  const fromMs = getRangeStart(range);
  for await (const block of blocksForward(
    tx,
    deviceKey,
    { fromMs, toMs: range.to.getTime() },
    new Set([key]),
  )) {
    for (let i = findFirstAfter(block, range.after); i < block.count; i++) {
      const reading = toMeterReading(block, i, key);
      if (reading) readings.push(reading);
      if (readings.length === range.limit) return readings;
    }
  }
  return readings;
}

/**
 * Returns the counter's last reading before an instant, from which the next reading continues; undefined if there is
 * none.
 * @throws DomainError equipment.device_not_found
 */
export async function findMeterReadingBefore(
  tx: Transaction,
  deviceId: string,
  key: string,
  instant: Date,
): Promise<MeterReading | undefined> {
  const { deviceKey } = await getDevice(tx, deviceId);
  const span = { fromMs: -Infinity, toMs: instant.getTime() };
  for await (const block of blocksBackward(tx, deviceKey, span, new Set([key]), 1)) {
    for (let i = block.count - 1; i >= 0; i--) {
      const reading = toMeterReading(block, i, key);
      if (reading) return reading;
    }
  }
  return undefined;
}

/**
 * Returns the counter's first reading at or after an instant; undefined when there is none.
 * @throws DomainError equipment.device_not_found
 */
export async function findMeterReadingFrom(
  tx: Transaction,
  deviceId: string,
  key: string,
  instant: Date,
): Promise<MeterReading | undefined> {
  const [reading] = await listMeterReadings(tx, deviceId, key, {
    from: instant,
    to: new Date(8.64e15),
    limit: 1,
  });
  return reading;
}

/** Returns at least the requested number of readings, and the index of the first one after `after`. */
async function readRange(
  tx: Transaction,
  deviceKey: number,
  range: ReadingRange,
): Promise<{ block: ReadingBlock; first: number }> {
  const span = { fromMs: getRangeStart(range), toMs: range.to.getTime() };
  for (let limit = range.limit + 1; ; limit *= 2) {
    const { block, hasMore } = await readFirst(tx, deviceKey, span, limit);
    const first = findFirstAfter(block, range.after);
    if (!hasMore || block.count - first >= range.limit) return { block, first };
  }
}

function getRangeStart({ from, after }: ReadingRange): number {
  return Math.max(from.getTime(), after?.deviceTime.getTime() ?? -Infinity);
}

function findFirstAfter(block: ReadingBlock, after: StoredReadingKey | undefined): number {
  if (!after) return 0;
  const [timeMs, seq] = [after.deviceTime.getTime(), Number(after.seq)];
  let i = 0;
  while (
    i < block.count &&
    (block.timesMs[i]! < timeMs || (block.timesMs[i] === timeMs && block.seqs[i]! <= seq))
  )
    i++;
  return i;
}

function toMeterReading(block: ReadingBlock, i: number, key: string): MeterReading | undefined {
  const value = decimalOf(valueIn(block, i, key));
  if (value === null) return undefined;
  return {
    deviceTime: new Date(block.timesMs[i]!),
    seq: String(block.seqs[i]!),
    receivedAt: new Date(block.receivedMs[i]!),
    timeSource: block.shapes[block.shapeOf[i]!]!.timeSource,
    value,
    quality: qualityIn(block, i, key),
  };
}

function toReading(block: ReadingBlock, i: number): StoredReading {
  const shape = block.shapes[block.shapeOf[i]!]!;
  const values = new Map<string, number | null>();
  const others = new Map<string, string | boolean>();
  const qualities = new Map<string, Quality>();
  for (const key of shape.keys) {
    // Never undefined, because the shape has the key.
    const value = valueIn(block, i, key) as number | Constant;
    if (typeof value === 'number' || value === null) values.set(key, value);
    else {
      others.set(key, toSeen(value) as string | boolean);
      if (typeof value === 'object') values.set(key, Number(value.integer));
    }
    const quality = qualityIn(block, i, key);
    if (quality !== 0) qualities.set(key, quality);
  }
  return {
    deviceTime: new Date(block.timesMs[i]!),
    seq: String(block.seqs[i]!),
    receivedAt: new Date(block.receivedMs[i]!),
    timeSource: shape.timeSource,
    values,
    others,
    qualities,
  };
}
