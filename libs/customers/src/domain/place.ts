import type { FieldFault } from '#platform/domain';

/** Where something stands, as far as rules look at it. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA zone; business hours, contract days and the machine's local time are read in it. */
  readonly zone: string;
  /** WGS 84 degrees; both or none. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The faults of a place, each pointing at its field; none when it is sound. */
export function findPlaceFaults(place: Place): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!isCountry(place.country)) {
    faults.push({ pointer: '/country', code: 'customers.country_unknown', params: { value: place.country } });
  }
  if (!isZone(place.zone)) {
    faults.push({ pointer: '/zone', code: 'customers.zone_unknown', params: { value: place.zone } });
  }
  if (!isDegrees(place.latitude, 90)) {
    faults.push({
      pointer: '/latitude',
      code: 'customers.latitude_out_of_range',
      params: { value: place.latitude },
    });
  }
  if (!isDegrees(place.longitude, 180)) {
    faults.push({
      pointer: '/longitude',
      code: 'customers.longitude_out_of_range',
      params: { value: place.longitude },
    });
  }
  if ((place.latitude === null) !== (place.longitude === null)) {
    const missing = place.latitude === null ? '/latitude' : '/longitude';
    faults.push({ pointer: missing, code: 'customers.coordinate_missing' });
  }
  return faults;
}

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes that name no country, or pseudo-locales, and yet have a name in the tables of Unicode. */
const NO_COUNTRIES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** A country code of ISO 3166-1 that is in use; "DD" and "SU" have a successor. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.includes(code)) return false;
  return regionNames.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;
}

/** A named zone of the tz database. Fixed offsets are refused: they would be wrong after the next change of clocks. */
export function isZone(name: string): boolean {
  if (KNOWN_ZONES.has(name)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (KNOWN_ZONES.size >= MOST_ZONES) KNOWN_ZONES.clear();
  KNOWN_ZONES.add(name);
  return true;
}

/** Names that the tables know, asked after once: that takes a tenth of a millisecond, and each billed month of each contract asks. */
const KNOWN_ZONES = new Set<string>();
/** The tables take a name in any mixture of small and capital letters. */
const MOST_ZONES = 1000;

function isDegrees(value: number | null, limit: number): boolean {
  return value === null || (Number.isFinite(value) && Math.abs(value) <= limit);
}
