import { createHash } from 'node:crypto';
import { isIntegerBeyondDouble } from '../messages/decimal-text.js';
import { TIME_OF_ARRIVAL, TIME_OF_DEVICE } from '../intake/time-source.js';
import type { NativeMessage, SentValue } from '../messages/native-format.js';
import { type Constant, type Shape, shapeOf } from './shape.js';

/** A message in its stored form. */
export interface ComposedReading {
  /** Device time in epoch milliseconds, or the time of arrival if none was sent. */
  readonly timeMs: number;
  /** Sequence number as sent. Without one, a negative number that identifies the content. */
  readonly seq: number;
  readonly shape: Shape;
  /** Numbers in the order of the shape's keys. */
  readonly numbers: readonly number[];
}

/**
 * Number of bits of the hash that identifies a message's content. A double represents the resulting number exactly, and
 * the bits are enough for one device within one millisecond.
 */
const IDENTITY_BITS = 50n;

/**
 * Assigns a message its key: the device time and sequence number as sent. A message without a sequence number is
 * identified by its content. A message without a device time gets its time of arrival and is marked.
 * @param receivedMs time of the arrival in epoch milliseconds
 */
export function composeReading(message: NativeMessage, receivedMs: number): ComposedReading {
  const sorted = [...message.values].sort(byKey);
  const shape = shapeOf(
    sorted.map(({ key }) => key),
    sorted.map(constantOf),
    sorted.some(({ quality }) => quality !== 0) ? sorted.map(({ quality }) => quality) : null,
    message.timeMs === null ? TIME_OF_ARRIVAL : TIME_OF_DEVICE,
  );
  const numbers = shape.numeric.map((position) => sorted[position]!.value as number);
  return {
    timeMs: message.timeMs ?? receivedMs,
    seq: message.seq ?? identityOf(shape, numbers),
    shape,
    numbers,
  };
}

function constantOf({ value, exact }: SentValue): Constant | undefined {
  if (typeof value !== 'number') return value;
  return exact !== null && isIntegerBeyondDouble(exact) ? { integer: exact } : undefined;
}

/** Returns a negative number derived from the content, which never equals a sent sequence number. */
export function identityOf(shape: Shape, numbers: readonly number[]): number {
  const hash = createHash('sha256').update(shape.text).update(JSON.stringify(numbers));
  return -Number((hash.digest().readBigUInt64BE(0) >> (64n - IDENTITY_BITS)) + 1n);
}

function byKey(a: SentValue, b: SentValue): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
