export interface NeededPart {
  readonly quantity: number;
  readonly availableAtDepot: number | null;
}

export type PartsStanding = 'none' | 'all' | 'some' | 'unknown';

/** Whether all parts of a job can be had from the depots of its hub. */
export function standingOfParts(parts: readonly NeededPart[]): PartsStanding {
  if (parts.length === 0) return 'none';
  if (parts.some((part) => part.availableAtDepot === null)) return 'unknown';
  return parts.every((part) => (part.availableAtDepot ?? 0) >= part.quantity) ? 'all' : 'some';
}
