import type { ByteReader, ByteWriter } from './bytes.js';
import { type Radix, RADICES, readDigits, skipDigits, writeDigits } from './digits.js';
import { readPlanes, skipPlanes, writePlanes } from './planes.js';

/** The layout of residuals: by byte plane, or as digits of a radix. */
export type Layout = 'planes' | Radix;
/** Stored columns refer to the index in this list: append only. */
export const LAYOUTS: readonly Layout[] = ['planes', ...RADICES];

/** Writes residuals, integers from 0 to 2^53. */
export function writeRests(out: ByteWriter, rests: Float64Array, layout: Layout): void {
  if (layout === 'planes') writePlanes(out, rests);
  else writeDigits(out, rests, layout);
}

/** Reads residuals into an array of zeros, as many as it holds. */
export function readRests(from: ByteReader, into: Float64Array, layout: Layout): void {
  if (layout === 'planes') readPlanes(from, into);
  else readDigits(from, into, layout);
}

/** Skips what `readRests` would read. */
export function skipRests(from: ByteReader, count: number, layout: Layout): void {
  if (layout === 'planes') skipPlanes(from, count);
  else skipDigits(from, count, layout);
}
