import type { Transaction } from '#platform';
import type { Quality } from '../domain/messages/native-format.js';
import { qualityIn, type ReadingBlock, valueIn } from '../domain/readings/reading-block.js';
import type { Constant, Shape } from '../domain/readings/shape.js';
import { limitSpans, readBlocks } from './stored-readings.js';

/** A stored message as whoever judges many of them wants it: bare, in the order of its keys. */
export interface BareReading {
  /** Device time, epoch milliseconds. */
  readonly at: number;
  readonly deviceKey: number;
  readonly seq: string;
  /** Keys of `values`, in their order; readings of one shape share the array. */
  readonly keys: readonly string[];
  readonly values: readonly (number | null)[];
  /** Null: all good. */
  readonly qualities: readonly Quality[] | null;
}

/** A device, and the device times between which its readings are wanted (epoch milliseconds). */
export interface DeviceAfter {
  readonly deviceKey: number;
  readonly after: number;
  /** The last time that is wanted. */
  readonly until: number;
}

/**
 * Readings of many devices at once, each after its own time, at most `limit` of each: by device, in the order of their places.
 * Those that `takeFreshReadings` has not told of are left out: who judges them now is told of them next, as if they came late.
 */
export async function readReadingsAfter(
  tx: Transaction,
  wanted: readonly DeviceAfter[],
  limit: number,
): Promise<Map<number, BareReading[]>> {
  const spans = new Map(
    wanted.map(({ deviceKey, after, until }) => [deviceKey, { fromMs: after + 1, toMs: until + 1 }]),
  );
  const blocks = await readBlocks(tx, await limitSpans(tx, spans, limit), { toldOnly: true });
  return new Map(
    wanted.map(({ deviceKey }) => [deviceKey, toBareReadings(blocks.get(deviceKey)!, deviceKey, limit)]),
  );
}

/** A block's first readings, `limit` at most. */
export function toBareReadings(block: ReadingBlock, deviceKey: number, limit: number): BareReading[] {
  return Array.from({ length: Math.min(limit, block.count) }, (_, i) => toBare(block, i, deviceKey));
}

function toBare(block: ReadingBlock, i: number, deviceKey: number): BareReading {
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

/** The nearest double of an integer that none can hold; null for what is no number. */
function toNumber(value: number | Constant | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null ? Number(value.integer) : null;
}

/** One value of a signal at one device time. */
export interface SignalSample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number | null;
  readonly quality: Quality;
  readonly deviceKey: number;
  readonly seq: string;
}

/** A signal's samples on a machine within a span (epoch milliseconds, both ends inclusive), in order of time, device and number. */
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
