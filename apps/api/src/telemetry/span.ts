const DAY_MS = 86_400_000;
/** Nothing was read before, and nothing is kept beyond: PostgreSQL's calendar and JavaScript's end elsewhere. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.parse('9999-01-01T00:00:00Z');

/** A queried span with its defaults: up to now, for a day. */
export function toSpan(query: { from?: Date; to?: Date }, now: Date): { from: Date; to: Date } {
  const to = within(query.to ?? now);
  return { from: within(query.from ?? new Date(to.getTime() - DAY_MS)), to };
}

/** An instant that the database knows. */
export function toInstant(at: Date): Date {
  return within(at);
}

function within(at: Date): Date {
  return new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, at.getTime())));
}
