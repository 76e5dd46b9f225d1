import { zoneCity } from './time.js';

/**
 * Returns a zone's ID, which contains the region, and its city if the user's language has a different name for the
 * city.
 */
export function namedZone(zone: string, city: string): string {
  return zoneCity(zone) === city ? zone : `${zone} (${city})`;
}
