interface Moments {
  readonly openedAt: string;
  readonly acceptedAt?: string | null;
  readonly startedAt?: string | null;
  readonly closedAt: string | null;
}

/** The newest instant recorded in a ticket's row. */
export function lastMoment(ticket: Moments): string {
  return [ticket.openedAt, ticket.acceptedAt, ticket.startedAt, ticket.closedAt]
    .filter((moment) => moment != null)
    .reduce((newest, moment) => (moment > newest ? moment : newest));
}

/** Tickets that changed at or after an instant (ISO), newest first. */
export function changedSince<Ticket extends Moments>(tickets: readonly Ticket[], since: string): Ticket[] {
  return tickets
    .filter((ticket) => lastMoment(ticket) >= since)
    .sort((a, b) => lastMoment(b).localeCompare(lastMoment(a)));
}
