/** What is needed of one part. */
export interface Need {
  readonly partId: string;
  readonly quantity: number;
}

/** What a depot has of one part; available is what is on hand and not reserved. */
export interface Available {
  readonly partId: string;
  readonly available: number;
}

/** A part of which there is less than needed. */
export interface Shortage extends Need {
  readonly available: number;
}

/** Parts that are short; empty when everything can be reserved. Reservation is all or nothing: half a kit serves nobody. */
export function findShortage(needs: readonly Need[], stock: readonly Available[]): Shortage[] {
  return needs.flatMap(({ partId, quantity }) => {
    const available = stock.find((row) => row.partId === partId)?.available ?? 0;
    return available < quantity ? [{ partId, quantity, available }] : [];
  });
}

/** What is on hand of a part by lot, oldest receipt first. */
export interface Lot {
  readonly lot: string;
  readonly onHand: number;
}

/**
 * Which lots a quantity is taken from: the oldest first, so that nothing grows old on the shelf.
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
