import type { Transaction } from '#platform';
import type { Quality } from '../domain/messages/native-format.js';
import { qualityIn, type ReadingBlock, valueIn } from '../domain/readings/reading-block.js';
import type { Constant, Shape } from '../domain/readings/shape.js';
import { limitSpans, readBlocks } from './stored-readings.js';

/** A stored message in compact form for evaluation, with its values in the order of its keys. */
export interface CompactReading {
  /** Device time in epoch milliseconds. */
  readonly at: number;
  readonly deviceKey: number;
  readonly seq: string;
  /** Keys of `values`, in order. Readings of the same shape share the array. */
  readonly keys: readonly string[];
  readonly values: readonly (number | null)[];
  /** Qualities of `values`; null if all are good. */
  readonly qualities: readonly Quality[] | null;
}

/** A device and the requested range of device times (epoch milliseconds). */
export interface DeviceRange {
  readonly deviceKey: number;
  readonly after: number;
  /** End of the range, inclusive. */
  readonly until: number;
}

/**
 * Returns readings of many devices, by device and ordered by key. Each device has its own start, and at most `limit`
 * readings are returned per device. Readings that `takeFreshReadings` hasn't returned yet are omitted, because it
 * returns them next, as late readings.
 */
export async function readReadingsAfter(
  tx: Transaction,
  ranges: readonly DeviceRange[],
  limit: number,
): Promise<Map<number, CompactReading[]>> {
  const spans = new Map(
    ranges.map(({ deviceKey, after, until }) => [deviceKey, { fromMs: after + 1, toMs: until + 1 }]),
  );
  const blocks = await readBlocks(tx, await limitSpans(tx, spans, limit), { evaluatedOnly: true });
  return new Map(
    ranges.map(({ deviceKey }) => [deviceKey, toCompactReadings(blocks.get(deviceKey)!, deviceKey, limit)]),
  );
}

/** Returns at most the first `limit` readings of a block. */
export function toCompactReadings(block: ReadingBlock, deviceKey: number, limit: number): CompactReading[] {
  return Array.from({ length: Math.min(limit, block.count) }, (_, i) =>
    toCompactReading(block, i, deviceKey),
  );
}

function toCompactReading(block: ReadingBlock, i: number, deviceKey: number): CompactReading {
  const shape = block.shapes[block.shapeOf[i]!]!;
  return {
    at: block.timesMs[i]!,
    deviceKey,
    seq: String(block.seqs[i]!),
    keys: shape.keys,
    values: numbersOf(block, i, shape),
    qualities: shape.qualities,
  };
}

function numbersOf(block: ReadingBlock, i: number, shape: Shape): (number | null)[] {
  let next = block.starts[i]!;
  return shape.constants.map((constant) =>
    constant === undefined ? block.numbers[next++]! : toNumber(constant),
  );
}

/** Returns the nearest double for an integer that a double can't represent; null for other values. */
function toNumber(value: number | Constant | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null ? Number(value.integer) : null;
}

/** A value of a signal at a device time. */
export interface SignalSample {
  /** Device time in epoch milliseconds. */
  readonly at: number;
  readonly value: number | null;
  readonly quality: Quality;
  readonly deviceKey: number;
  readonly seq: string;
}

/**
 * Returns a signal's samples on a machine within a span (epoch milliseconds, both ends inclusive), ordered by time,
 * device and sequence number.
 */
export async function readMachineSamples(
  tx: Transaction,
  { machineId, signalKey, from, to }: { machineId: string; signalKey: string; from: number; to: number },
): Promise<SignalSample[]> {
  const devices: { device_key: number }[] = await tx.manager.query(
    `select device_key from device where maker_id = $1 and machine_id = $2 order by device_key`,
    [tx.scope.makerId, machineId],
  );
  const span = { fromMs: from, toMs: to + 1 };
  const blocks = await readBlocks(tx, new Map(devices.map(({ device_key }) => [device_key, span])), {
    keys: new Set([signalKey]),
  });
  return [...blocks]
    .flatMap(([deviceKey, block]) => samplesOf(block, deviceKey, signalKey))
    .sort((a, b) => a.at - b.at || a.deviceKey - b.deviceKey);
}

function samplesOf(block: ReadingBlock, deviceKey: number, key: string): SignalSample[] {
  const samples: SignalSample[] = [];
  for (let i = 0; i < block.count; i++) {
    const value = valueIn(block, i, key);
    if (value === undefined) continue;
    samples.push({
      at: block.timesMs[i]!,
      value: toNumber(value),
      quality: qualityIn(block, i, key),
      deviceKey,
      seq: String(block.seqs[i]!),
    });
  }
  return samples;
}
