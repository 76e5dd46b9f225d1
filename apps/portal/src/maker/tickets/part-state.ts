/** Stock figures of a part that a ticket needs; null where they are not known or not shown. */
export interface NeededPart {
  readonly quantity: number;
  readonly reserved: number | null;
  readonly availableAtDepot: number | null;
  readonly reservedForOthers: number | null;
}

/**
 * `reserved`: kept for this ticket; `in_stock`: there, and nobody has it yet; `promised`: there, but other work has reserved
 * it; `missing`: not there.
 */
export type PartState = 'reserved' | 'in_stock' | 'promised' | 'missing' | 'unknown';

/** Whether a ticket has a part, can still get it, or goes without. */
export function stateOfPart({
  quantity,
  reserved,
  availableAtDepot,
  reservedForOthers,
}: NeededPart): PartState {
  if (reserved === null || availableAtDepot === null) return 'unknown';
  if (reserved >= quantity) return 'reserved';
  if (reserved + availableAtDepot >= quantity) return 'in_stock';
  return reserved + availableAtDepot + (reservedForOthers ?? 0) >= quantity ? 'promised' : 'missing';
}
