/** A machine at a site: from `from` up to, not including, `to`; null while it is there. */
export interface Stay {
  readonly siteId: string;
  readonly from: Date;
  readonly to: Date | null;
}

/** Why a machine can't be moved as wished. */
export type MoveRefusal =
  | { readonly code: 'equipment.already_at_site'; readonly since: Date }
  | { readonly code: 'equipment.move_before_arrival'; readonly since: Date }
  | { readonly code: 'equipment.stay_overlaps'; readonly since: Date }
  | { readonly code: 'equipment.occurred_in_future' };

/**
 * What a move at `at` has to do: end the stay that is open and begin the next at the same instant, so that no reading
 * belongs to two customers and none to nobody.
 * @param siteId where to; null takes the machine away
 * @returns whether an open stay ends, or why the move is refused
 */
export function planMove(
  stays: readonly Stay[],
  siteId: string | null,
  at: Date,
  now: Date,
): { readonly endsOpenStay: boolean } | MoveRefusal {
  if (at > now) return { code: 'equipment.occurred_in_future' };
  const open = stays.find((stay) => stay.to === null);
  if (open && open.siteId === siteId) return { code: 'equipment.already_at_site', since: open.from };
  if (open && at <= open.from) return { code: 'equipment.move_before_arrival', since: open.from };
  if (!open && siteId !== null) {
    const later = stays.find((stay) => stay.to !== null && stay.to > at);
    if (later) return { code: 'equipment.stay_overlaps', since: later.from };
  }
  return { endsOpenStay: open !== undefined };
}

/** A stay as a tstzrange literal of PostgreSQL. */
export function toRange(from: Date, to: Date | null): string {
  return `[${from.toISOString()},${to?.toISOString() ?? ''})`;
}
