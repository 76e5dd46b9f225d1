/**
 * Whether less than `spanMs` has gone by since a moment. A moment that lies ahead tells that the clock was set back since, and
 * not how long ago it was: what waits for it has waited long enough.
 * @param nowMs epoch milliseconds, as `sinceMs`
 */
export function isWithin(spanMs: number, sinceMs: number, nowMs: number): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < spanMs;
}

/**
 * Whether something was received between a moment and now. What bears a time that is still to come was received before, while
 * the clock was ahead.
 */
export function hasComeSince(since: Date, receivedAt: Date, now: Date): boolean {
  return receivedAt > since && receivedAt <= now;
}
