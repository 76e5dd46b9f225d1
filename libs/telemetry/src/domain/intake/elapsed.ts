/**
 * Returns true when less than `spanMs` has passed since a moment. Returns false if the moment is in the future,
 * because the clock was set back and the elapsed time is unknown.
 * @param nowMs epoch milliseconds, like `sinceMs`
 */
export function isWithin(spanMs: number, sinceMs: number, nowMs: number): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < spanMs;
}

/**
 * Returns true when something was received between a moment and now. If its receipt time is in the future, it was
 * received earlier, while the clock was ahead.
 */
export function isReceivedSince(since: Date, receivedAt: Date, now: Date): boolean {
  return receivedAt > since && receivedAt <= now;
}
