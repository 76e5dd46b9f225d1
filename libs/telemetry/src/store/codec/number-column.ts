import type { ByteReader, ByteWriter } from './bytes.js';
import { fromPlanes, planesLength, toPlanes } from './double-planes.js';
import type { Effort } from './column-form.js';
import { MAX_INTEGER, readIntegers, skipIntegers, writeIntegers } from './integer-column.js';

/**
 * Maximum number of decimal places. The power of ten is exact, so the quotient by it is the double nearest to the
 * decimal.
 */
const MAX_DECIMALS = 15;
const POWERS = Array.from({ length: MAX_DECIMALS + 1 }, (_, decimals) => 10 ** decimals);
/** Marks doubles stored unchanged. */
const AS_DOUBLES = 255;

/**
 * Encodes doubles losslessly. Machines send decimals with few decimal places, so a column of them is stored as integers
 * with a common decimal point. Other columns are stored unchanged.
 */
export function writeNumbers(out: ByteWriter, values: Float64Array, effort: Effort = 'fast'): void {
  const decimals = commonDecimals(values);
  if (decimals === null) {
    out.varint(AS_DOUBLES);
    out.raw(toPlanes(values));
    return;
  }
  out.varint(decimals);
  const power = POWERS[decimals]!;
  writeIntegers(
    out,
    values.map((value) => Math.round(value * power)),
    effort,
  );
}

export function readNumbers(from: ByteReader, count: number): Float64Array {
  const decimals = from.varint();
  if (decimals === AS_DOUBLES) return fromPlanes(from.raw(planesLength(count)), count);
  const power = POWERS[decimals]!;
  const values = readIntegers(from, count);
  if (decimals > 0) for (let i = 0; i < count; i++) values[i]! /= power;
  return values;
}

/** Skips the bytes that `readNumbers` would read. */
export function skipNumbers(from: ByteReader, count: number): void {
  if (from.varint() === AS_DOUBLES) from.raw(planesLength(count));
  else skipIntegers(from, count);
}

/**
 * Returns the smallest number of decimal places that converts all values to integers and back without loss; null if
 * there is none.
 */
function commonDecimals(values: Float64Array): number | null {
  let decimals = 0;
  for (const value of values) {
    while (!isExact(value, POWERS[decimals]!)) if (++decimals > MAX_DECIMALS) return null;
  }
  // Values with fewer decimal places must still fit when they are written with this number of places.
  const power = POWERS[decimals]!;
  return values.every((value) => isExact(value, power)) ? decimals : null;
}

function isExact(value: number, power: number): boolean {
  // Minus zero can't be represented: adding zero makes it plus zero, which then isn't identical.
  const integer = Math.round(value * power) + 0;
  return Math.abs(integer) <= MAX_INTEGER && Object.is(integer / power, value);
}
