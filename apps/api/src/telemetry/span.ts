const DAY_MS = 86_400_000;
/** Limits instants to a range that both PostgreSQL and JavaScript support and that contains all readings. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.parse('9999-01-01T00:00:00Z');

/** Returns the queried range. The end defaults to now, and the start defaults to one day before the end. */
export function toSpan(query: { from?: Date; to?: Date }, now: Date): { from: Date; to: Date } {
  const to = within(query.to ?? now);
  return { from: within(query.from ?? new Date(to.getTime() - DAY_MS)), to };
}

/** Limits an instant to the range that the database supports. */
export function toInstant(at: Date): Date {
  return within(at);
}

function within(at: Date): Date {
  return new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, at.getTime())));
}
