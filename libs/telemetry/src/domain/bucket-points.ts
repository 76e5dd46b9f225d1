import { qualityIn, type ReadingBlock } from './readings/reading-block.js';
import type { Shape } from './readings/shape.js';

/** Start of a bucket (epoch milliseconds), least, mean, greatest and last value in it. */
export type BucketPoint = [timeMs: number, min: number, mean: number, max: number, last: number];

const BAD = 2;

/**
 * A signal's values in buckets of equal width that begin at multiples of it; what a device calls bad is no value.
 * @param blocks one a device
 * @returns only buckets with values, in order
 */
export function toBucketPoints(
  blocks: readonly ReadingBlock[],
  key: string,
  bucketMs: number,
): BucketPoint[] {
  const buckets = new Map<number, Bucket>();
  for (const block of blocks) fill(buckets, block, key, bucketMs);
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([start, { min, max, sum, count, last }]) => [start, min, sum / count, max, last]);
}

interface Bucket {
  min: number;
  max: number;
  sum: number;
  count: number;
  last: number;
  lastAt: number;
}

function fill(buckets: Map<number, Bucket>, block: ReadingBlock, key: string, bucketMs: number): void {
  const offsets = block.shapes.map((shape) => offsetOf(shape, key));
  for (let i = 0; i < block.count; i++) {
    const offset = offsets[block.shapeOf[i]!]!;
    if (offset < 0 || qualityIn(block, i, key) === BAD) continue;
    const value = block.numbers[block.starts[i]! + offset]!;
    const at = block.timesMs[i]!;
    const start = Math.floor(at / bucketMs) * bucketMs;
    const bucket = buckets.get(start);
    if (!bucket) {
      buckets.set(start, { min: value, max: value, sum: value, count: 1, last: value, lastAt: at });
      continue;
    }
    if (value < bucket.min) bucket.min = value;
    if (value > bucket.max) bucket.max = value;
    bucket.sum += value;
    bucket.count++;
    if (at >= bucket.lastAt) {
      bucket.last = value;
      bucket.lastAt = at;
    }
  }
}

/** Where among the numbers of a shape's readings a key's stands; -1 where it has none. */
function offsetOf(shape: Shape, key: string): number {
  return shape.numeric.findIndex((position) => shape.keys[position] === key);
}
