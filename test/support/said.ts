import { mergeBlocks, type ReadingBlock } from '../../libs/telemetry/src/domain/readings/reading-block.js';
import { ReadingList } from '../../libs/telemetry/src/domain/readings/reading-list.js';
import { type Constant, type Shape, shapeOf } from '../../libs/telemetry/src/domain/readings/shape.js';

/** What a device said. */
export interface Said {
  /** 1 without it. */
  readonly device?: number;
  /** Device time, epoch milliseconds. */
  readonly at: number;
  /** 0 without it. */
  readonly seq?: number;
  readonly receivedMs?: number;
  readonly timeSource?: 0 | 1;
  readonly values: Readonly<Record<string, number | Constant>>;
  /** By key, where it is not good. */
  readonly qualities?: Readonly<Record<string, 0 | 1 | 2 | 3>>;
}

/** Its shape, and its numbers in the order of that. */
export function composed({ values, qualities, timeSource }: Said): { shape: Shape; numbers: number[] } {
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

/** As they came in. */
export function listOf<Device>(
  said: readonly Said[],
  deviceOf: (deviceKey: number) => Device,
): ReadingList<Device> {
  const list = new ReadingList<Device>();
  for (const one of said) {
    const { shape, numbers } = composed(one);
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

/** As they are stored: one device's, in the order of their places. */
export function blockOf(said: readonly Said[]): ReadingBlock {
  return mergeBlocks(
    said.map((one) => {
      const { shape, numbers } = composed(one);
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
