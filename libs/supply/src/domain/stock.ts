/** A required quantity of one part. */
export interface Need {
  readonly partId: string;
  readonly quantity: number;
}

/** A depot's available quantity of one part: on hand and not reserved. */
export interface Available {
  readonly partId: string;
  readonly available: number;
}

/** A part with less stock than needed. */
export interface Shortage extends Need {
  readonly available: number;
}

/**
 * Returns the parts with a shortage; empty if all parts can be reserved. Either all parts or none are reserved, because
 * an incomplete kit has no use.
 */
export function findShortage(needs: readonly Need[], stock: readonly Available[]): Shortage[] {
  return needs.flatMap(({ partId, quantity }) => {
    const available = stock.find((row) => row.partId === partId)?.available ?? 0;
    return available < quantity ? [{ partId, quantity, available }] : [];
  });
}

/** A lot of one part, with its quantity on hand. */
export interface Lot {
  readonly lot: string;
  readonly onHand: number;
}

/**
 * Returns the lots from which to take a quantity, oldest first, so that parts don't age in stock.
 * @returns the lots with quantities that sum to `quantity`; undefined if the lots contain less
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
