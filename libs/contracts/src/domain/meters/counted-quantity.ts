import type { MeterFields } from '../contract/contract-fields.js';
import { takesText } from './usage-method.js';

/** What of a meter says which physical quantity it counts. */
export type CountedQuantity = Pick<MeterFields, 'deviceId' | 'signalKey' | 'method' | 'matches' | 'deducts'>;

/**
 * Whether two charges count something of one physical quantity by a meter each. What one of them takes off what it counts, the
 * other may count: all parts less scrap, and scrap.
 * @param takenOff what either charge takes off
 */
export function countsTwice(
  a: CountedQuantity,
  b: CountedQuantity,
  takenOff: readonly CountedQuantity[],
): boolean {
  if (!sharesQuantity(a, b)) return false;
  const off = takenOff.filter(
    (one) => one.deviceId === a.deviceId && one.signalKey === a.signalKey && one.method === a.method,
  );
  const named = a.matches.length === 0 ? b.matches : a.matches;
  const both = b.matches.length === 0 ? named : named.filter((match) => b.matches.includes(match));
  // Without a name on either side there is more than what is taken off.
  if (both.length === 0) return true;
  return both.some((match) => !off.some(({ matches }) => matches.length === 0 || matches.includes(match)));
}

/**
 * Whether two meters count something of one physical quantity: the same signal read in the same way; of states and events only
 * where one counts for both (a meter without any named counts all of them). The energy of a signal and its peak are two quantities,
 * and what is taken off is not counted.
 */
export function sharesQuantity(a: CountedQuantity, b: CountedQuantity): boolean {
  if (a.deviceId !== b.deviceId || a.signalKey !== b.signalKey || a.method !== b.method) return false;
  if (a.deducts !== b.deducts) return false;
  if (!takesText(a.method) || a.matches.length === 0 || b.matches.length === 0) return true;
  return a.matches.some((match) => b.matches.includes(match));
}
