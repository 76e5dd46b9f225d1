/** A message that was rejected because it predates the machine's shipment. */
export interface RejectedMessage {
  /** Device time, ISO 8601. */
  readonly ts: string;
}

interface Shipment {
  readonly shippedAt: string;
  /** Start of the machine's first placement at a site; undefined if the machine was never placed. */
  readonly firstPlacementFrom: string | undefined;
  readonly rejected: readonly RejectedMessage[];
}

export interface ShipmentEffect {
  /** Rejected messages at or after the corrected time, which will be stored. */
  readonly admitted: number;
  /** Rejected messages that also predate the corrected time. */
  readonly stillRejected: number;
  /** True if the first placement begins at the shipment and therefore moves with it. */
  readonly movesFirstPlacement: boolean;
  /** True if stored readings now predate the shipment. They remain stored. */
  readonly isLater: boolean;
}

/**
 * Previews the effect of another shipment time before it is saved.
 * @param wanted the corrected time, epoch ms
 * @returns undefined while the time is missing or unchanged
 */
export function previewShipment(
  { shippedAt, firstPlacementFrom, rejected }: Shipment,
  wanted: number,
): ShipmentEffect | undefined {
  const before = Date.parse(shippedAt);
  if (Number.isNaN(wanted) || wanted === before) return undefined;
  const admitted = rejected.filter(({ ts }) => Date.parse(ts) >= wanted).length;
  return {
    admitted,
    stillRejected: rejected.length - admitted,
    movesFirstPlacement: firstPlacementFrom !== undefined && Date.parse(firstPlacementFrom) === before,
    isLater: wanted > before,
  };
}
