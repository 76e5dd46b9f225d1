import { plusDays } from '../../../format/time.js';

/** Returns the first and last day of the month before a day, `YYYY-MM-DD`. */
export function lastMonth(today: string): { readonly from: string; readonly to: string } {
  const to = plusDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}
