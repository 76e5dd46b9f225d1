import { mostDecimals } from './number.js';

/** Hours are reckoned to billionths; nobody reads more than so many decimals of them. */
const MOST = 2;

/** With how many decimals an exact time is shown. */
export const shownDecimals = (exact: unknown): number => Math.min(MOST, mostDecimals([String(exact ?? '0')]));
