import { Exact } from '#platform';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * The decimal that a device sent, from how the store holds it: the one function by which billing and evidence read a value.
 *
 * A double is read as its shortest decimal that gives the same double again, which is the decimal that was sent as long as
 * that had at most 15 significant digits (ingest refuses longer ones of metered signals). Integers above 2^53 are kept as
 * text beside the doubles.
 *
 * @param stored the double, null where there is none
 * @param other what the store keeps beside the doubles under the signal's key
 * @returns a plain decimal without exponent; null where there is no number
 */
export function decimalOf(stored: number | null, other: unknown): string | null {
  if (typeof other === 'string' && DECIMAL.test(other)) return other;
  if (stored === null || !Number.isFinite(stored)) return null;
  const shortest = String(stored);
  return shortest.includes('e') ? new Exact(shortest).toFixed() : shortest;
}
