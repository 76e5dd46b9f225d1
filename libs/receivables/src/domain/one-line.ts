/** Returns a text on one line, cut to a number of characters. */
export function oneLine(text: string, max: number): string {
  return [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, max).join('').trim();
}
