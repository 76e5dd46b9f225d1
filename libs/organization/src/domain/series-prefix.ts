/** Returns the document prefix of a new entity: its country, with the first free number if the country is taken. */
export function chooseSeriesPrefix(country: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const prefix = number === 1 ? country : `${country}${number}`;
    if (!taken.includes(prefix)) return prefix;
  }
}
