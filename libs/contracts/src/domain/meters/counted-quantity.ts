import type { MeterFields } from '../contract/contract-fields.js';
import { takesText } from './usage-method.js';

/** The fields of a meter that identify its physical quantity. */
export type CountedQuantity = Pick<MeterFields, 'deviceId' | 'signalKey' | 'method' | 'matches' | 'deducts'>;

/**
 * Returns true when two charges count the same physical quantity with the given meters. A charge can count a quantity
 * that the other one subtracts: for example, all parts less scrap, and scrap.
 * @param subtracted the meters that either charge subtracts
 */
export function countsTwice(
  a: CountedQuantity,
  b: CountedQuantity,
  subtracted: readonly CountedQuantity[],
): boolean {
  if (!sharesQuantity(a, b)) return false;
  const subtractedAlike = subtracted.filter(
    (one) => one.deviceId === a.deviceId && one.signalKey === a.signalKey && one.method === a.method,
  );
  const givenMatches = a.matches.length === 0 ? b.matches : a.matches;
  const commonMatches =
    b.matches.length === 0 ? givenMatches : givenMatches.filter((match) => b.matches.includes(match));
  // If neither meter is limited to certain values, both count values that the charges don't subtract.
  if (commonMatches.length === 0) return true;
  return commonMatches.some(
    (match) => !subtractedAlike.some(({ matches }) => matches.length === 0 || matches.includes(match)),
  );
}

/**
 * Returns true when two meters count the same physical quantity: the same signal metered in the same way and, for
 * states and events, a common value (a meter without values counts all values). The energy of a signal and its peak are
 * different quantities, and so are a counted and a subtracted quantity.
 */
export function sharesQuantity(a: CountedQuantity, b: CountedQuantity): boolean {
  if (a.deviceId !== b.deviceId || a.signalKey !== b.signalKey || a.method !== b.method) return false;
  if (a.deducts !== b.deducts) return false;
  if (!takesText(a.method) || a.matches.length === 0 || b.matches.length === 0) return true;
  return a.matches.some((match) => b.matches.includes(match));
}
