/** A message that was refused because its time lies before the machine's shipment. */
export interface RefusedMessage {
  /** Its device time, ISO 8601. */
  readonly ts: string;
}

interface Shipment {
  readonly shippedAt: string;
  /** When the machine's first stay at a site began; undefined for a machine that was never placed. */
  readonly firstStayFrom: string | undefined;
  readonly refused: readonly RefusedMessage[];
}

export interface ShipmentEffect {
  /** Refused messages from the corrected time on, which are stored after all. */
  readonly admitted: number;
  /** Refused messages that lie before the corrected time too. */
  readonly stillRefused: number;
  /** Whether the first stay begins with the shipment and so moves along. */
  readonly movesFirstStay: boolean;
  /** Whether stored readings now lie before the shipment; they stay as they are. */
  readonly isLater: boolean;
}

/**
 * What another time of shipment changes, told before it is saved.
 * @param wanted the corrected time, epoch ms
 * @returns undefined while the time is missing or the same
 */
export function effectOfShipment(
  { shippedAt, firstStayFrom, refused }: Shipment,
  wanted: number,
): ShipmentEffect | undefined {
  const before = Date.parse(shippedAt);
  if (Number.isNaN(wanted) || wanted === before) return undefined;
  const admitted = refused.filter(({ ts }) => Date.parse(ts) >= wanted).length;
  return {
    admitted,
    stillRefused: refused.length - admitted,
    movesFirstStay: firstStayFrom !== undefined && Date.parse(firstStayFrom) === before,
    isLater: wanted > before,
  };
}
