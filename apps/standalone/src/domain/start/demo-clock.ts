const DAY_MS = 86_400_000;

/**
 * How far the product's clock has to be moved so that it shows a given day. Whole days, so that the time of day, and with
 * it everyone's working hours, stays the real one.
 * @param day `YYYY-MM-DD`
 * @returns milliseconds to add to the machine's clock
 */
export function computeClockOffsetMs(day: string, now: Date): number {
  const target = Date.parse(`${day}T00:00:00Z`);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return target - today;
}
