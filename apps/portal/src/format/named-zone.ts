import { zoneCity } from './time.js';

/** A zone's ID, which contains the region, with its city if the user's language has another name for it. */
export function namedZone(zone: string, city: string): string {
  return zoneCity(zone) === city ? zone : `${zone} (${city})`;
}
