import { isDecimal, plainDecimal, scaledDecimal } from '../../format/decimals.js';
import type { Deduction } from '../receivables/allocate/allocate-values.js';

/** An exact decimal in major units. Null and text that is no number, such as an empty field, count as zero. */
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

/** Returns the smaller of two exact decimals. */
export function lesser(one: string, other: string): string {
  return scaled(one) <= scaled(other) ? one : other;
}

export const isPositive = (part: Part): boolean => scaled(part) > 0n;
export const isNegative = (part: Part): boolean => scaled(part) < 0n;

/** Amounts of an allocation, and the document's open amount before it. */
export interface Use extends Readonly<Record<Deduction, string | null>> {
  readonly open: string;
  readonly amount: string;
}

/** Returns the amount of a document that remains open after an allocation. */
export function stillOpen({ open, amount, discount, withheld, fee }: Use): string {
  return minus(open, amount, discount, withheld, fee);
}
