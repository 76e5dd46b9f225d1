import { zoneCity } from './time.js';

/** A zone by its id, which says the region, and its city where the reader calls it something else. */
export function namedZone(zone: string, city: string): string {
  return zoneCity(zone) === city ? zone : `${zone} (${city})`;
}
