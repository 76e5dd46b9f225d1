/** The prefix that a new entity's documents get: its country, or the country with the first number that is free. */
export function freeSeriesPrefix(country: string, taken: readonly string[]): string {
  for (let place = 1; ; place += 1) {
    const prefix = place === 1 ? country : `${country}${place}`;
    if (!taken.includes(prefix)) return prefix;
  }
}
