import { stateOfPart, type NeededPart } from '../../../tickets/parts/part-state.js';

export type PartsStatus = 'none' | 'all' | 'waiting' | 'unknown';

/**
 * Returns the status of a planned visit's parts, which is the status of the worst part: `all` if every part is
 * reserved for the visit.
 */
export function partsStatusOf(parts: readonly NeededPart[]): PartsStatus {
  if (parts.length === 0) return 'none';
  const states = parts.map((part) => stateOfPart(part, { isPlanned: true }));
  return (['unknown', 'waiting'] as const).find((state) => states.includes(state)) ?? 'all';
}

/** Parts of a planned visit that are not reserved yet. */
export function waitingParts<Part extends NeededPart>(parts: readonly Part[]): Part[] {
  return parts.filter((part) => stateOfPart(part, { isPlanned: true }) === 'waiting');
}
