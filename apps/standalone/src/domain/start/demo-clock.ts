const DAY_MS = 86_400_000;

/**
 * Returns the offset of the product's clock from the machine's clock with which the product's current date is the given
 * day. Uses whole days, so that the time of day, and thus all working hours, stay real.
 * @param day `YYYY-MM-DD`
 * @returns milliseconds to add to the machine's clock
 */
export function computeClockOffsetMs(day: string, now: Date): number {
  const target = Date.parse(`${day}T00:00:00Z`);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return target - today;
}
