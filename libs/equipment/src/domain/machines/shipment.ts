import type { MachinePlacement } from './placement.js';

/** Facts about a machine when its shipment date is corrected. */
export interface ShippedMachine {
  readonly shippedAt: Date;
  /** Times of the later lifecycle steps. */
  readonly laterSteps: readonly Date[];
  /** Placements in chronological order. */
  readonly placements: readonly MachinePlacement[];
}

export type ShipmentRejection =
  | { readonly code: 'equipment.occurred_in_future' }
  | { readonly code: 'equipment.shipped_after_use'; readonly since: Date };

/**
 * Checks a corrected time of shipment. If a machine was shipped directly to a site, its first placement begins with the
 * shipment and moves with the corrected time. No other event may be earlier than the shipment.
 * @returns whether the first placement moves with the shipment, or why the correction is rejected
 */
export function planShipment(
  { shippedAt, laterSteps, placements: [first] }: ShippedMachine,
  wanted: Date,
  now: Date,
): { readonly movesFirstPlacement: boolean } | ShipmentRejection {
  if (wanted > now) return { code: 'equipment.occurred_in_future' };
  const movesFirstPlacement = first?.from.getTime() === shippedAt.getTime();
  // The placement must not become empty, so the shipment must be before its end.
  const end = movesFirstPlacement && first.to ? [new Date(first.to.getTime() - 1)] : [];
  const beginning = first && !movesFirstPlacement ? [first.from] : [];
  const bounds = [...laterSteps, ...end, ...beginning];
  const since = bounds.reduce<Date | undefined>(
    (earliest, at) => (earliest && earliest <= at ? earliest : at),
    undefined,
  );
  if (since && wanted > since) return { code: 'equipment.shipped_after_use', since };
  return { movesFirstPlacement };
}
