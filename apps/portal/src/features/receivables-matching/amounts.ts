import { isDecimal, plainDecimal, scaledDecimal } from '../../format/decimals.js';

/** An exact decimal in major units. Null and text that is not a number, such as an empty field, count as zero. */
type Part = string | null | undefined;

const scaled = (part: Part): bigint =>
  typeof part === 'string' && isDecimal(part) ? scaledDecimal(part) : 0n;

/** Adds exact decimals. */
export function sumOf(parts: readonly Part[]): string {
  return plainDecimal(parts.reduce((sum, part) => sum + scaled(part), 0n));
}

/** Subtracts exact decimals. */
export function minus(from: Part, ...parts: readonly Part[]): string {
  return plainDecimal(parts.reduce((left, part) => left - scaled(part), scaled(from)));
}

export const isPositive = (part: Part): boolean => scaled(part) > 0n;
