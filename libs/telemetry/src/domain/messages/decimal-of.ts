import { Exact } from '#platform/domain';
import type { Constant } from '../readings/shape.js';

/**
 * Converts a stored value to the decimal that the device sent. Billing and evidence read values only with this
 * function.
 *
 * A double is read as the shortest decimal that converts to it. This is the decimal that the device sent, provided that
 * it had at most 15 significant digits (ingest rejects longer ones of metered signals). Integers beyond 2^53 are stored
 * with all their digits.
 *
 * @param value as stored; undefined if the reading has none
 * @returns a plain decimal without exponent; null if it isn't a number
 */
export function decimalOf(value: number | Constant | undefined): string | null {
  if (typeof value === 'object' && value !== null) return value.integer;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const shortest = String(value);
  return shortest.includes('e') ? new Exact(shortest).toFixed() : shortest;
}
