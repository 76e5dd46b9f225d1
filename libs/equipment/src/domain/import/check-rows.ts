import { isCountry, isLanguage, isRegistryCode, isZone } from '#customers/domain';
import { type Cell, readDay, readDegrees } from './cells.js';
import type { ImportKind } from './columns.js';
import type { ImportTable } from './fault.js';
import { excludeArchived, type KnownRegistry } from './known-registry.js';
import type { Named } from './nearest.js';
import { addDuplicateFaults, type RowCheck, createRowChecks } from './row-check.js';

export interface CustomerRow {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly industry: string;
  readonly taxId: string;
  readonly hubId: string | null;
}

export interface SiteRow {
  readonly code: string;
  readonly name: string;
  readonly customerId: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly zone: string;
  readonly hubId: string | null;
  readonly accessNotes: string;
}

export interface MachineRow {
  readonly serial: string;
  readonly modelId: string;
  readonly siteId: string | null;
  /** The customer of the site. */
  readonly customerId: string | null;
  readonly owner: 'maker' | 'customer';
  /** Calendar days of shipment and commissioning in `zone`. */
  readonly shippedOn: string;
  readonly commissionedOn: string | null;
  /** IANA name of the site's time zone; the maker's time zone if there is no site. */
  readonly zone: string;
  readonly connection: string;
  readonly deviceCode: string | null;
}

/** The checked rows of a file. Use them only if no row has a fault. */
export type CheckedRows =
  | { readonly kind: 'customers'; readonly rows: readonly CustomerRow[] }
  | { readonly kind: 'sites'; readonly rows: readonly SiteRow[] }
  | { readonly kind: 'machines'; readonly rows: readonly MachineRow[] };

/** Context of a check in addition to the registry: the current day and the names of countries and zones. */
export interface ImportContext {
  /** Returns the current calendar day (YYYY-MM-DD) in a zone. */
  readonly todayIn: (zone: string) => string;
  /** The maker's zone, for a machine without a site. */
  readonly makerZone: string;
  readonly countries: readonly Named[];
  readonly zones: readonly Named[];
}

const OWNERS: readonly Named[] = [
  { code: 'maker', name: 'manufacturer' },
  { code: 'customer', name: 'client' },
];

/** Matches device codes, which contain only characters that are safe in MQTT topics and client ids. */
const DEVICE_CODE = /^[A-Za-z0-9._-]{1,64}$/;

/** Checks every row of a file individually and against the registry. */
export function checkRows(
  kind: ImportKind,
  table: ImportTable,
  fields: readonly (string | null)[],
  known: KnownRegistry,
  context: ImportContext,
): { readonly checks: readonly RowCheck[]; readonly checked: CheckedRows } {
  const checks = createRowChecks(table, fields);
  switch (kind) {
    case 'customers': {
      const rows = checks.map((check) => checkCustomer(check, known, context));
      addDuplicateFaults(checks, 'code');
      return { checks, checked: { kind, rows } };
    }
    case 'sites': {
      const rows = checks.map((check) => checkSite(check, known, context));
      addDuplicateFaults(checks, 'code');
      return { checks, checked: { kind, rows } };
    }
    case 'machines': {
      const rows = checks.map((check) => checkMachine(check, known, context));
      addDuplicateFaults(checks, 'serial');
      addDuplicateFaults(checks, 'device');
      return { checks, checked: { kind, rows } };
    }
  }
}

function checkCustomer(check: RowCheck, known: KnownRegistry, context: ImportContext): CustomerRow {
  const code = check.matching('code', isRegistryCode, 'import.code_malformed');
  const existing = known.customers.find((customer) => customer.code === code);
  if (existing) check.fault('code', 'import.already_exists', { name: existing.name });
  return {
    code,
    name: check.text('name', { isRequired: true }),
    country: checkCountry(check, context),
    language: check.matching('language', isLanguage, 'import.language_unknown', false) || 'en',
    industry: check.text('industry'),
    taxId: check.text('tax_id'),
    hubId: check.reference('hub', known.hubs, false)?.id ?? null,
  };
}

function checkSite(check: RowCheck, known: KnownRegistry, context: ImportContext): SiteRow {
  const code = check.matching('code', isRegistryCode, 'import.code_malformed');
  const existing = known.sites.find((site) => site.code === code);
  if (existing) check.fault('code', 'import.already_exists', { name: existing.name });
  const latitude = check.parsed('latitude', (text) => readDegrees(text, 90)) ?? null;
  const longitude = check.parsed('longitude', (text) => readDegrees(text, 180)) ?? null;
  const isEmpty = (field: string) => check.text(field) === '';
  if (isEmpty('latitude') !== isEmpty('longitude')) {
    check.fault(isEmpty('latitude') ? 'latitude' : 'longitude', 'import.coordinate_missing');
  }
  const zone = check.text('zone', { isRequired: true });
  if (zone !== '' && !isZone(zone)) check.oneOf('zone', context.zones, { code: 'import.zone_unknown' });
  return {
    code,
    name: check.text('name', { isRequired: true }),
    customerId: check.reference('customer', excludeArchived(known.customers), true)?.id ?? '',
    address: check.text('address', { max: 500 }),
    city: check.text('city'),
    country: checkCountry(check, context),
    latitude,
    longitude,
    zone,
    hubId: check.reference('hub', known.hubs, false)?.id ?? null,
    accessNotes: check.text('access_notes', { max: 2000 }),
  };
}

function checkCountry(check: RowCheck, context: ImportContext): string {
  const country = check.text('country', { isRequired: true });
  if (country !== '' && !isCountry(country))
    check.oneOf('country', context.countries, { code: 'import.country_unknown' });
  return country;
}

function checkMachine(check: RowCheck, known: KnownRegistry, context: ImportContext): MachineRow {
  const serial = check.text('serial', { isRequired: true, max: 100 });
  const taken = known.serials.get(serial);
  if (taken) check.fault('serial', 'import.already_exists', { site: taken.site });
  const customer = check.reference('customer', excludeArchived(known.customers), false);
  const sites = customer ? known.sites.filter((site) => site.customerId === customer.id) : known.sites;
  const site = findSite(check, known, sites);
  const zone = site?.zone ?? context.makerZone;
  const days = checkDates(check, context.todayIn(zone));
  if (days.commissionedOn !== null && check.text('site') === '') check.fault('site', 'import.value_missing');
  const deviceCode = check.matching(
    'device',
    (text) => DEVICE_CODE.test(text),
    'import.device_code_malformed',
    false,
  );
  if (known.deviceCodes.has(deviceCode)) check.fault('device', 'import.already_exists');
  return {
    serial,
    modelId: check.reference('model', excludeArchived(known.models), true)?.id ?? '',
    siteId: site?.id ?? null,
    customerId: site?.customerId ?? null,
    owner: check.oneOf('owner', OWNERS, { isRequired: false }) === 'customer' ? 'customer' : 'maker',
    ...days,
    zone,
    connection: check.text('connection'),
    deviceCode: deviceCode === '' ? null : deviceCode,
  };
}

/** Finds the machine's site. Adds a fault if the site belongs to another customer than the row states. */
function findSite(
  check: RowCheck,
  known: KnownRegistry,
  customerSites: KnownRegistry['sites'],
): KnownRegistry['sites'][number] | undefined {
  const code = check.text('site');
  const otherSite = known.sites.find((site) => site.code === code);
  if (otherSite && !customerSites.includes(otherSite)) {
    const owner = known.customers.find((customer) => customer.id === otherSite.customerId);
    check.fault('site', 'import.site_of_other_customer', { customer: owner?.name ?? null });
    return undefined;
  }
  return check.reference('site', excludeArchived(customerSites), false);
}

function checkDates(check: RowCheck, today: string): Pick<MachineRow, 'shippedOn' | 'commissionedOn'> {
  const parsePastDate = (text: string): Cell<string> => {
    const cell = readDay(text);
    return 'value' in cell && cell.value > today ? { code: 'import.day_in_future', params: { today } } : cell;
  };
  const shipped = check.parsed('shipped_on', parsePastDate);
  const commissionedOn = check.parsed('commissioned_on', parsePastDate) ?? null;
  if (check.text('shipped_on') === '' && check.text('commissioned_on') === '')
    check.fault('shipped_on', 'import.value_missing');
  if (shipped !== undefined && commissionedOn !== null && commissionedOn < shipped) {
    check.fault('commissioned_on', 'import.commissioned_before_shipped', { shippedOn: shipped });
  }
  return { shippedOn: shipped ?? commissionedOn ?? '', commissionedOn };
}
