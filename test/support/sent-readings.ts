import { mergeBlocks, type ReadingBlock } from '../../libs/telemetry/src/domain/readings/reading-block.js';
import { ReadingList } from '../../libs/telemetry/src/domain/readings/reading-list.js';
import { type Constant, type Shape, shapeOf } from '../../libs/telemetry/src/domain/readings/shape.js';

/** A device's reading. */
export interface SentReading {
  /** Number of the device. Defaults to 1. */
  readonly device?: number;
  /** Device time, epoch milliseconds. */
  readonly at: number;
  /** Sequence number. Defaults to 0. */
  readonly seq?: number;
  readonly receivedMs?: number;
  readonly timeSource?: 0 | 1;
  readonly values: Readonly<Record<string, number | Constant>>;
  /** Qualities other than good, by key. */
  readonly qualities?: Readonly<Record<string, 0 | 1 | 2 | 3>>;
}

/** Returns the shape of a reading, and its numbers in the order of the shape's keys. */
export function toShapeAndNumbers({ values, qualities, timeSource }: SentReading): {
  shape: Shape;
  numbers: number[];
} {
  const keys = Object.keys(values).sort();
  const shape = shapeOf(
    keys,
    keys.map((key) => {
      const value = values[key]!;
      return typeof value === 'number' ? undefined : value;
    }),
    qualities ? keys.map((key) => qualities[key] ?? 0) : null,
    timeSource ?? 0,
  );
  const numbers = keys.flatMap((key) => (typeof values[key] === 'number' ? [values[key]] : []));
  return { shape, numbers };
}

/** Converts readings to a list in the given order. */
export function toReadingList<Device>(
  readings: readonly SentReading[],
  deviceOf: (deviceKey: number) => Device,
): ReadingList<Device> {
  const list = new ReadingList<Device>();
  for (const one of readings) {
    const { shape, numbers } = toShapeAndNumbers(one);
    list.add(
      deviceOf(one.device ?? 1),
      'topic',
      one.receivedMs ?? one.at,
      one.at,
      one.seq ?? 0,
      shape,
      numbers,
    );
  }
  return list;
}

/** Converts the readings of a device to a block, ordered by key as in the database. */
export function toReadingBlock(readings: readonly SentReading[]): ReadingBlock {
  return mergeBlocks(
    readings.map((one) => {
      const { shape, numbers } = toShapeAndNumbers(one);
      return {
        count: 1,
        timesMs: Float64Array.of(one.at),
        seqs: Float64Array.of(one.seq ?? 0),
        receivedMs: Float64Array.of(one.receivedMs ?? one.at),
        shapes: [shape],
        shapeOf: Uint32Array.of(0),
        starts: Uint32Array.of(0),
        numbers: Float64Array.from(numbers),
      };
    }),
  );
}
