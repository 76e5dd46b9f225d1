/** Stock figures of a part for a ticket; null if unknown or hidden. */
export interface NeededPart {
  readonly quantity: number;
  readonly reserved: number | null;
  readonly availableAtDepot: number | null;
  readonly reservedForOthers: number | null;
}

/**
 * `reserved`: for this ticket; `waiting`: the visit is planned and gets the part once it is in stock. Before a visit is
 * planned, nothing is reserved: `in_stock`: available at the depot; `promised`: in stock, but reserved for other work;
 * `missing`: not in stock.
 */
export type PartState = 'reserved' | 'waiting' | 'in_stock' | 'promised' | 'missing' | 'unknown';

/**
 * Determines the state of a part for a ticket. A part without a reservation for a planned visit is never shown as
 * available to it.
 */
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
