import { mostDecimals } from './number.js';

/** Hours are calculated to billionths, but more decimals than this are not useful on screen. */
const MOST = 2;

/** Number of decimals for displaying an exact time. */
export const shownDecimals = (exact: unknown): number => Math.min(MOST, mostDecimals([String(exact ?? '0')]));
