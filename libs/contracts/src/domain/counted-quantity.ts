import type { MeterFields } from './contract-fields.js';
import { takesText } from './usage-method.js';

/** What of a meter says which physical quantity it counts. */
export type CountedQuantity = Pick<MeterFields, 'deviceId' | 'signalKey' | 'method' | 'matches' | 'deducts'>;

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
