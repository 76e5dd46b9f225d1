/** Returns the document prefix of a new entity: its country, with the first free number if the country is taken. */
export function freeSeriesPrefix(country: string, taken: readonly string[]): string {
  for (let place = 1; ; place += 1) {
    const prefix = place === 1 ? country : `${country}${place}`;
    if (!taken.includes(prefix)) return prefix;
  }
}
