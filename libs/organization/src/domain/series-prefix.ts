/**
 * Returns the prefix of a new legal entity's document numbers: its country code, followed by the first free number if
 * the code is taken.
 */
export function chooseSeriesPrefix(country: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const prefix = number === 1 ? country : `${country}${number}`;
    if (!taken.includes(prefix)) return prefix;
  }
}
