/** A required quantity of one part. */
export interface Need {
  readonly partId: string;
  readonly quantity: number;
}

/** A depot's available pieces of one part: on hand and not reserved. */
export interface Available {
  readonly partId: string;
  readonly available: number;
}

/** A part with less stock than needed. */
export interface Shortage extends Need {
  readonly available: number;
}

/**
 * Returns the parts that are short; empty when everything can be reserved. Reservation is all or nothing, because
 * half a kit is useless.
 */
export function findShortage(needs: readonly Need[], stock: readonly Available[]): Shortage[] {
  return needs.flatMap(({ partId, quantity }) => {
    const available = stock.find((row) => row.partId === partId)?.available ?? 0;
    return available < quantity ? [{ partId, quantity, available }] : [];
  });
}

/** The pieces of a part on hand by lot, oldest receipt first. */
export interface Lot {
  readonly lot: string;
  readonly onHand: number;
}

/**
 * Returns the lots to take a quantity from: the oldest first, so that nothing ages on the shelf.
 * @returns the lots with quantities, summing to `quantity`; undefined when the lots hold less
 */
export function allocateLots(
  lots: readonly Lot[],
  quantity: number,
): { lot: string; quantity: number }[] | undefined {
  let left = quantity;
  const taken: { lot: string; quantity: number }[] = [];
  for (const { lot, onHand } of lots) {
    if (left === 0) break;
    const take = Math.min(left, Math.max(0, onHand));
    if (take > 0) taken.push({ lot, quantity: take });
    left -= take;
  }
  return left === 0 ? taken : undefined;
}
