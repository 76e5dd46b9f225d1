import { ByteReader, ByteWriter } from './bytes.js';

/**
 * Radix of the digits that represent small numbers, with as many digits per byte as fit. Two, three or four neighbours
 * form one symbol, so that a general compressor can use symbol frequencies as it does for letters. The highest digit
 * represents all larger numbers too; the excess is stored separately.
 */
export type Radix = 4 | 6 | 16 | 256;
export const RADICES: readonly Radix[] = [4, 6, 16, 256];

const DIGITS_PER_BYTE: Readonly<Record<Radix, number>> = { 4: 4, 6: 3, 16: 2, 256: 1 };

export function writeDigits(out: ByteWriter, numbers: Float64Array, radix: Radix): void {
  const perByte = DIGITS_PER_BYTE[radix];
  const highest = radix - 1;
  const bytes = Buffer.alloc(Math.ceil(numbers.length / perByte));
  const overflow = new ByteWriter(64);
  for (let at = 0, i = 0; at < bytes.length; at++) {
    const end = Math.min(i + perByte, numbers.length);
    for (let factor = 1; i < end; i++, factor *= radix) {
      const number = numbers[i]!;
      if (number >= highest) overflow.varint(number - highest);
      bytes[at]! += Math.min(number, highest) * factor;
    }
  }
  out.raw(bytes);
  out.sized(overflow.done());
}

export function readDigits(from: ByteReader, into: Float64Array, radix: Radix): void {
  const perByte = DIGITS_PER_BYTE[radix];
  const highest = radix - 1;
  const bytes = from.raw(Math.ceil(into.length / perByte));
  const overflow = new ByteReader(from.sized());
  for (let at = 0, i = 0; at < bytes.length; at++) {
    let byte = bytes[at]!;
    const end = Math.min(i + perByte, into.length);
    for (; i < end; i++) {
      const digit = byte % radix;
      byte = (byte - digit) / radix;
      into[i] = digit === highest ? highest + overflow.varint() : digit;
    }
  }
}

/** Skips the bytes that `readDigits` would read. */
export function skipDigits(from: ByteReader, count: number, radix: Radix): void {
  from.raw(Math.ceil(count / DIGITS_PER_BYTE[radix]));
  from.sized();
}
