import { maxDecimals } from './number.js';

/** Hours are calculated to billionths, but more decimals than this are not useful on screen. */
const MAX_DECIMALS = 2;

/** Number of decimals for displaying an exact time. */
export const shownDecimals = (exact: unknown): number =>
  Math.min(MAX_DECIMALS, maxDecimals([String(exact ?? '0')]));
