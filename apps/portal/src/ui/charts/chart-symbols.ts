/** Marks of series, as SVG paths around the origin, so that lines can be distinguished without colour. */
const SYMBOLS = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
  'M-3.5 -3.5h7v7h-7Z',
  'M0 -4.6L4.4 3.4H-4.4Z',
  'M0 -4.9L4.9 0L0 4.9L-4.9 0Z',
  'M0 4.6L4.4 -3.4H-4.4Z',
  'M-4.2 -1.4h2.8v-2.8h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8Z',
] as const;

/** Number of colours and symbols; further series repeat them. */
export const HUES = SYMBOLS.length;

/** Returns the symbol of a colour. @param hue number of the colour, from 1 */
export function symbolOf(hue: number): string {
  return SYMBOLS[(hue - 1) % HUES] ?? SYMBOLS[0];
}
