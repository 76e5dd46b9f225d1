/** Stock figures of a part that a ticket needs; null where they are not known or not shown. */
export interface NeededPart {
  readonly quantity: number;
  readonly reserved: number | null;
  readonly availableAtDepot: number | null;
  readonly reservedForOthers: number | null;
}

/**
 * `reserved`: kept for this ticket; `waiting`: the visit is planned and gets the part once it is in stock. Before a visit is
 * planned nothing is reserved: `in_stock`: free at the depot; `promised`: there, but reserved for other work; `missing`: not
 * there.
 */
export type PartState = 'reserved' | 'waiting' | 'in_stock' | 'promised' | 'missing' | 'unknown';

/** State of a part that a ticket needs. A part that is not reserved for a planned visit is never shown as available to it. */
export function stateOfPart(
  { quantity, reserved, availableAtDepot, reservedForOthers }: NeededPart,
  { isPlanned }: { readonly isPlanned: boolean },
): PartState {
  if (reserved === null || availableAtDepot === null) return 'unknown';
  if (reserved >= quantity) return 'reserved';
  if (isPlanned) return 'waiting';
  if (reserved + availableAtDepot >= quantity) return 'in_stock';
  return reserved + availableAtDepot + (reservedForOthers ?? 0) >= quantity ? 'promised' : 'missing';
}
