const DAY_MS = 86_400_000;

/** A queried span with its defaults: up to now, for a day. */
export function toSpan(query: { from?: Date; to?: Date }, now: Date): { from: Date; to: Date } {
  const to = query.to ?? now;
  return { from: query.from ?? new Date(to.getTime() - DAY_MS), to };
}
