import type { ByteReader, ByteWriter } from './bytes.js';
import { fromPlanes, planesLength, toPlanes } from './double-planes.js';

/** Up to here differences of differences, folded to have no sign, are integers that a double holds exactly. */
export const MAX_INTEGER = 2 ** 50;
/** Up to here plain differences are. */
const MAX_WITH_DIFFERENCES = 2 ** 51;

/** How often differences are taken before writing: not, once (what drifts), twice (what grows steadily). */
type Order = 0 | 1 | 2;
const ORDERS: readonly Order[] = [0, 1, 2];
/** Says that larger integers stand as doubles. */
const AS_DOUBLES = 3;

/**
 * Writes integers (of at most 2^53 in size) as what each adds to the one before, or to the step before, whichever makes the
 * smaller numbers; small numbers make short bytes that compress well.
 */
export function writeIntegers(out: ByteWriter, values: Float64Array): void {
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (largest > MAX_WITH_DIFFERENCES) {
    out.varint(AS_DOUBLES);
    out.raw(toPlanes(values));
    return;
  }
  const order = cheapestOrder(values, largest <= MAX_INTEGER ? ORDERS : [0, 1]);
  out.varint(order);
  let previous = 0;
  let step = 0;
  for (const value of values) {
    const delta = value - previous;
    const rest = order === 0 ? value : order === 1 ? delta : delta - step;
    out.varint(rest >= 0 ? rest * 2 : rest * -2 - 1);
    previous = value;
    step = delta;
  }
}

export function readIntegers(from: ByteReader, count: number): Float64Array {
  const order = from.varint();
  if (order === AS_DOUBLES) return fromPlanes(from.raw(planesLength(count)), count);
  const values = new Float64Array(count);
  let previous = 0;
  let step = 0;
  for (let i = 0; i < count; i++) {
    const folded = from.varint();
    const rest = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    const value = order === 0 ? rest : order === 1 ? previous + rest : previous + step + rest;
    values[i] = value;
    step = value - previous;
    previous = value;
  }
  return values;
}

/** The order whose numbers need the fewest bits. The first two values are what every order pays for and don't count. */
function cheapestOrder(values: Float64Array, orders: readonly Order[]): Order {
  const bits = [0, 0, 0];
  for (let i = 2; i < values.length; i++) {
    const [value, previous, before] = [values[i]!, values[i - 1]!, values[i - 2]!];
    bits[0]! += bitsOf(value);
    bits[1]! += bitsOf(value - previous);
    bits[2]! += bitsOf(value - 2 * previous + before);
  }
  return orders.reduce((best, order) => (bits[order]! < bits[best]! ? order : best), 1 as Order);
}

function bitsOf(value: number): number {
  return Math.log2(Math.abs(value) + 1);
}
