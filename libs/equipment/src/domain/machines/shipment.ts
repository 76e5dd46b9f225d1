import type { Stay } from './stay.js';

/** What is known of a machine when its shipment is corrected. */
export interface ShippedMachine {
  readonly shippedAt: Date;
  /** When each later step of its life happened. */
  readonly laterSteps: readonly Date[];
  /** In the order of time. */
  readonly stays: readonly Stay[];
}

export type ShipmentRefusal =
  | { readonly code: 'equipment.occurred_in_future' }
  | { readonly code: 'equipment.shipped_after_use'; readonly since: Date };

/**
 * What another time of shipment means. A machine that was shipped straight to a site stands there from its shipment on, so that
 * stay begins with the corrected time too. Everything else that happened to the machine must lie after it.
 * @returns whether the first stay moves along, or why the correction is refused
 */
export function planShipment(
  { shippedAt, laterSteps, stays: [first] }: ShippedMachine,
  wanted: Date,
  now: Date,
): { readonly movesFirstStay: boolean } | ShipmentRefusal {
  if (wanted > now) return { code: 'equipment.occurred_in_future' };
  const movesFirstStay = first?.from.getTime() === shippedAt.getTime();
  // A stay must not become empty, so its end itself is too late.
  const end = movesFirstStay && first?.to ? [new Date(first.to.getTime() - 1)] : [];
  const beginning = first && !movesFirstStay ? [first.from] : [];
  const bounds = [...laterSteps, ...end, ...beginning];
  const since = bounds.reduce<Date | undefined>(
    (least, at) => (least && least <= at ? least : at),
    undefined,
  );
  if (since && wanted > since) return { code: 'equipment.shipped_after_use', since };
  return { movesFirstStay };
}
