import type { FieldFault } from '#platform/domain';

/** The location fields that rules check. */
export interface SiteLocation {
  /** Country code, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name of the time zone, used for business hours, contract days and the machine's local time. */
  readonly zone: string;
  /** Latitude in degrees (WGS 84). Set both coordinates or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Returns the faults of a location, each pointing at its field. */
export function findLocationFaults(location: SiteLocation): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!isCountry(location.country)) {
    faults.push({
      pointer: '/country',
      code: 'customers.country_unknown',
      params: { value: location.country },
    });
  }
  if (!isZone(location.zone)) {
    faults.push({ pointer: '/zone', code: 'customers.zone_unknown', params: { value: location.zone } });
  }
  if (!isDegrees(location.latitude, 90)) {
    faults.push({
      pointer: '/latitude',
      code: 'customers.latitude_out_of_range',
      params: { value: location.latitude },
    });
  }
  if (!isDegrees(location.longitude, 180)) {
    faults.push({
      pointer: '/longitude',
      code: 'customers.longitude_out_of_range',
      params: { value: location.longitude },
    });
  }
  if ((location.latitude === null) !== (location.longitude === null)) {
    const missing = location.latitude === null ? '/latitude' : '/longitude';
    faults.push({ pointer: missing, code: 'customers.coordinate_missing' });
  }
  return faults;
}

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes that have a name in Unicode's tables but aren't countries, or are pseudo-locales. */
const NON_COUNTRY_CODES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** Returns true for an ISO 3166-1 country code in use, unlike "DD" and "SU", which have successors. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NON_COUNTRY_CODES.includes(code)) return false;
  return regionNames.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;
}

/**
 * Returns true for a zone name of the tz database, such as `Europe/Warsaw`. Fixed offsets are rejected, because they
 * would be wrong after the next clock change.
 */
export function isZone(name: string): boolean {
  if (KNOWN_ZONES.has(name)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (KNOWN_ZONES.size >= MAX_ZONES) KNOWN_ZONES.clear();
  KNOWN_ZONES.add(name);
  return true;
}

/**
 * Cache of valid names. A lookup takes a tenth of a millisecond, and each billed month of each contract requires one.
 */
const KNOWN_ZONES = new Set<string>();
/**
 * Maximum size of the cache. A limit is needed because `Intl` accepts names in any mixture of upper and lower case.
 */
const MAX_ZONES = 1000;

function isDegrees(value: number | null, limit: number): boolean {
  return value === null || (Number.isFinite(value) && Math.abs(value) <= limit);
}
