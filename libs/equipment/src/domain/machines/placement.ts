/** The period [from, to) in which a machine is at a site. `to` is null while the machine is there. */
export interface MachinePlacement {
  readonly siteId: string;
  readonly from: Date;
  readonly to: Date | null;
}

/** Reason why a machine can't be moved as requested. */
export type MoveRejection =
  | { readonly code: 'equipment.already_at_site'; readonly since: Date }
  | { readonly code: 'equipment.move_before_arrival'; readonly since: Date }
  | { readonly code: 'equipment.stay_overlaps'; readonly since: Date }
  | { readonly code: 'equipment.occurred_in_future' };

/**
 * Plans a move at `at`. The open placement ends and the next one begins at the same instant, so that each reading
 * belongs to exactly one customer.
 * @param siteId the new site; null removes the machine from its site
 * @returns whether an open placement ends, or why the move is rejected
 */
export function planMove(
  placements: readonly MachinePlacement[],
  siteId: string | null,
  at: Date,
  now: Date,
): { readonly endsOpenPlacement: boolean } | MoveRejection {
  if (at > now) return { code: 'equipment.occurred_in_future' };
  const open = placements.find((placement) => placement.to === null);
  if (open && open.siteId === siteId) return { code: 'equipment.already_at_site', since: open.from };
  if (open && at <= open.from) return { code: 'equipment.move_before_arrival', since: open.from };
  if (!open && siteId !== null) {
    const later = placements.find((placement) => placement.to !== null && placement.to > at);
    if (later) return { code: 'equipment.stay_overlaps', since: later.from };
  }
  return { endsOpenPlacement: open !== undefined };
}

/** Formats a placement as a PostgreSQL tstzrange literal. */
export function toRange(from: Date, to: Date | null): string {
  return `[${from.toISOString()},${to?.toISOString() ?? ''})`;
}
