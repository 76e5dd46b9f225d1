import { createHash } from 'node:crypto';
import { isIntegerBeyondDouble } from '../messages/decimal-text.js';
import { TIME_OF_ARRIVAL, TIME_OF_DEVICE } from '../intake/time-source.js';
import type { NativeMessage, SentValue } from '../messages/native-format.js';
import { type Constant, type Shape, shapeOf } from './shape.js';

/** A message as it is stored. */
export interface ComposedReading {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** As sent; negative where none was: then it is the identity of the content. */
  readonly seq: number;
  readonly shape: Shape;
  /** In the order of the shape. */
  readonly numbers: readonly number[];
}

/** Bits of a content's identity: what every column of integers holds, and plenty for one device within one millisecond. */
const IDENTITY_BITS = 50n;

/**
 * Gives a message its place and its identity. Device time and sequence number as sent; a message with a time but no number
 * is told apart by its content; one without a time gets its arrival's, and is marked.
 * @param receivedMs arrival, epoch milliseconds
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

/** A number below zero made of the content, so that no sent sequence number can equal it. */
export function identityOf(shape: Shape, numbers: readonly number[]): number {
  const hash = createHash('sha256').update(shape.text).update(JSON.stringify(numbers));
  return -Number((hash.digest().readBigUInt64BE(0) >> (64n - IDENTITY_BITS)) + 1n);
}

function byKey(a: SentValue, b: SentValue): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
