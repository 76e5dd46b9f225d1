/** A geographic location in degrees. */
export interface GeoLocation {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371.0088;

/** Returns the great-circle distance (haversine) in km. */
export function distanceKm(a: GeoLocation, b: GeoLocation): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Average ratio of road distance to straight-line distance. */
const ROAD_FACTOR = 1.3;
const ROAD_KM_PER_HOUR = 50;
/** Distance above which people fly. A flight including transfers takes half a day. */
const FLIGHT_FROM_KM = 250;
const FLIGHT_MINUTES = 240;

/**
 * Returns the travel time to plan between two locations, in minutes. It is an assumption, not a route. Zero if a
 * location is unknown.
 */
export function travelMinutes(from: GeoLocation | null, to: GeoLocation | null): number {
  if (!from || !to) return 0;
  const km = distanceKm(from, to);
  return km > FLIGHT_FROM_KM ? FLIGHT_MINUTES : Math.ceil((km * ROAD_FACTOR * 60) / ROAD_KM_PER_HOUR);
}
