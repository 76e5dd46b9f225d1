import type { ByteReader, ByteWriter } from './bytes.js';

/** Writes numbers by byte plane, lowest first. Measurement noise stays in one plane, so the others compress well. */
export function writePlanes(out: ByteWriter, numbers: Float64Array): void {
  const largest = numbers.reduce((max, number) => Math.max(max, number), 0);
  const width = bytesOf(largest);
  const planes = Buffer.allocUnsafe(width * numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    let number = numbers[i]!;
    for (let at = i; at < planes.length; at += numbers.length) {
      planes[at] = number % 256;
      number = Math.floor(number / 256);
    }
  }
  out.varint(width);
  out.raw(planes);
}

export function readPlanes(from: ByteReader, into: Float64Array): void {
  const width = from.varint();
  let factor = 1;
  for (let plane = 0; plane < width; plane++, factor *= 256) {
    const bytes = from.raw(into.length);
    for (let i = 0; i < into.length; i++) into[i]! += bytes[i]! * factor;
  }
}

/** Skips the bytes that `readPlanes` would read. */
export function skipPlanes(from: ByteReader, count: number): void {
  from.raw(from.varint() * count);
}

function bytesOf(value: number): number {
  let bytes = 0;
  for (let remaining = value; remaining > 0; remaining = Math.floor(remaining / 256)) bytes++;
  return bytes;
}
