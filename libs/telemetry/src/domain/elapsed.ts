/**
 * Whether less than `spanMs` has gone by since a moment. A moment that lies ahead tells that the clock was set back since, and
 * not how long ago it was: what waits for it has waited long enough.
 * @param nowMs epoch milliseconds, as `sinceMs`
 */
export function isWithin(spanMs: number, sinceMs: number, nowMs: number): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < spanMs;
}
