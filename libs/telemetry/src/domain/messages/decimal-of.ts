import { Exact } from '#platform/domain';
import type { Constant } from '../readings/shape.js';

/**
 * The decimal that a device sent, from how the store holds it: the one function by which billing and evidence read a value.
 *
 * A double is read as its shortest decimal that gives the same double again, which is the decimal that was sent as long as
 * that had at most 15 significant digits (ingest refuses longer ones of metered signals). Integers above 2^53 are kept digit
 * by digit.
 *
 * @param value as stored; undefined where the reading has none
 * @returns a plain decimal without exponent; null where there is no number
 */
export function decimalOf(value: number | Constant | undefined): string | null {
  if (typeof value === 'object' && value !== null) return value.integer;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const shortest = String(value);
  return shortest.includes('e') ? new Exact(shortest).toFixed() : shortest;
}
