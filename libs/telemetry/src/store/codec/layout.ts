import type { ByteReader, ByteWriter } from './bytes.js';
import { type Radix, RADICES, readDigits, skipDigits, writeDigits } from './digits.js';
import { readPlanes, skipPlanes, writePlanes } from './planes.js';

/** The layout of residuals: by byte plane, or as digits of a radix. */
export type Layout = 'planes' | Radix;
/** Stored columns refer to the index in this list: append only. */
export const LAYOUTS: readonly Layout[] = ['planes', ...RADICES];

/** Writes residuals, integers from 0 to 2^53. */
export function writeResiduals(out: ByteWriter, residuals: Float64Array, layout: Layout): void {
  if (layout === 'planes') writePlanes(out, residuals);
  else writeDigits(out, residuals, layout);
}

/** Reads residuals into an array of zeros, as many as it holds. */
export function readResiduals(from: ByteReader, into: Float64Array, layout: Layout): void {
  if (layout === 'planes') readPlanes(from, into);
  else readDigits(from, into, layout);
}

/** Skips what `readResiduals` would read. */
export function skipResiduals(from: ByteReader, count: number, layout: Layout): void {
  if (layout === 'planes') skipPlanes(from, count);
  else skipDigits(from, count, layout);
}
