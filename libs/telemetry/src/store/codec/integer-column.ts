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
 * smaller numbers. These are written byte plane by byte plane, the lowest first: the noise of measuring stays in one plane, and
 * the others pack to little.
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
  const rests = restsOf(values, order);
  // The first are whole values among small differences; in the planes they would make all others wide.
  const leading = Math.min(order, rests.length);
  for (let i = 0; i < leading; i++) out.varint(rests[i]!);
  writePlanes(out, rests.subarray(leading));
}

export function readIntegers(from: ByteReader, count: number): Float64Array {
  const order = from.varint();
  if (order === AS_DOUBLES) return fromPlanes(from.raw(planesLength(count)), count);
  const leading = Math.min(order, count);
  const values = new Float64Array(count);
  for (let i = 0; i < leading; i++) values[i] = from.varint();
  readPlanes(from, values.subarray(leading));
  let previous = 0;
  let step = 0;
  for (let i = 0; i < count; i++) {
    const folded = values[i]!;
    const rest = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    const value = order === 0 ? rest : order === 1 ? previous + rest : previous + step + rest;
    values[i] = value;
    step = value - previous;
    previous = value;
  }
  return values;
}

/** Steps over what `readIntegers` would read. */
export function skipIntegers(from: ByteReader, count: number): void {
  const order = from.varint();
  if (order === AS_DOUBLES) {
    from.raw(planesLength(count));
    return;
  }
  const leading = Math.min(order, count);
  for (let i = 0; i < leading; i++) from.varint();
  from.raw(from.varint() * (count - leading));
}

/** What is left of each value, folded to have no sign. */
function restsOf(values: Float64Array, order: Order): Float64Array {
  const rests = new Float64Array(values.length);
  let previous = 0;
  let step = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const delta = value - previous;
    const rest = order === 0 ? value : order === 1 ? delta : delta - step;
    rests[i] = rest >= 0 ? rest * 2 : rest * -2 - 1;
    previous = value;
    step = delta;
  }
  return rests;
}

function writePlanes(out: ByteWriter, rests: Float64Array): void {
  const largest = rests.reduce((max, rest) => Math.max(max, rest), 0);
  const width = bytesOf(largest);
  const planes = Buffer.allocUnsafe(width * rests.length);
  for (let i = 0; i < rests.length; i++) {
    let rest = rests[i]!;
    for (let at = i; at < planes.length; at += rests.length) {
      planes[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  out.varint(width);
  out.raw(planes);
}

function readPlanes(from: ByteReader, into: Float64Array): void {
  const width = from.varint();
  let factor = 1;
  for (let plane = 0; plane < width; plane++, factor *= 256) {
    const bytes = from.raw(into.length);
    for (let i = 0; i < into.length; i++) into[i]! += bytes[i]! * factor;
  }
}

function bytesOf(value: number): number {
  let bytes = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes++;
  return bytes;
}

/** So many values tell which order is the cheapest; asking more of them costs as much as writing them. */
const ASKED = 512;

/** The order whose numbers need the fewest bits. The first two values are what every order pays for and don't count. */
function cheapestOrder(values: Float64Array, orders: readonly Order[]): Order {
  const bits = [0, 0, 0];
  const stride = Math.ceil(values.length / ASKED);
  for (let i = 2; i < values.length; i += stride) {
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
