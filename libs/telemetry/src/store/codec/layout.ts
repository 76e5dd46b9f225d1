import type { ByteReader, ByteWriter } from './bytes.js';
import { type Radix, RADICES, readDigits, skipDigits, writeDigits } from './digits.js';
import { readPlanes, skipPlanes, writePlanes } from './planes.js';

/** The layout of residuals: by byte plane, or as digits of a radix. */
export type Layout = 'planes' | Radix;
/** All layouts. Stored columns refer to an index in this list, so only append to it. */
export const LAYOUTS: readonly Layout[] = ['planes', ...RADICES];

/** Writes residuals, integers from 0 to 2^53. */
export function writeResiduals(out: ByteWriter, residuals: Float64Array, layout: Layout): void {
  if (layout === 'planes') writePlanes(out, residuals);
  else writeDigits(out, residuals, layout);
}

/** Fills an array of zeros with residuals. */
export function readResiduals(from: ByteReader, into: Float64Array, layout: Layout): void {
  if (layout === 'planes') readPlanes(from, into);
  else readDigits(from, into, layout);
}

/** Skips the bytes that `readResiduals` would read. */
export function skipResiduals(from: ByteReader, count: number, layout: Layout): void {
  if (layout === 'planes') skipPlanes(from, count);
  else skipDigits(from, count, layout);
}
