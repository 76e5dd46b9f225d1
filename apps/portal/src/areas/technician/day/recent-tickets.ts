interface Moments {
  readonly openedAt: string;
  readonly acceptedAt?: string | null;
  readonly startedAt?: string | null;
  readonly closedAt: string | null;
}

/** The newest moment that a ticket's row knows of. */
export function lastMoment(ticket: Moments): string {
  return [ticket.openedAt, ticket.acceptedAt, ticket.startedAt, ticket.closedAt]
    .filter((moment) => moment != null)
    .reduce((newest, moment) => (moment > newest ? moment : newest));
}

/** Tickets to which something happened since a moment (ISO), the newest first. */
export function changedSince<Ticket extends Moments>(tickets: readonly Ticket[], since: string): Ticket[] {
  return tickets
    .filter((ticket) => lastMoment(ticket) >= since)
    .sort((a, b) => lastMoment(b).localeCompare(lastMoment(a)));
}
