import type { ImportKind } from './columns.js';
import { excludeArchived, type KnownRegistry } from './known-registry.js';

/** Prefixes of the numbered codes from which the example takes the first free one. */
const PREFIXES: Readonly<Record<ImportKind, string>> = { customers: 'C', sites: 'S', machines: 'SN' };
const EXAMPLES = 999;

/**
 * Number of days between the shipment of the example machine and the download, followed by the number of days between
 * its commissioning and the download.
 */
const SHIPPED_DAYS_AGO = 30;
const COMMISSIONED_DAYS_AGO = 20;

/** Returns the codes that an example may use, in order: `SN-001`, `SN-002` and so on. */
export function exampleCodes(kind: ImportKind): string[] {
  return Array.from(
    { length: EXAMPLES },
    (_, index) => `${PREFIXES[kind]}-${String(index + 1).padStart(3, '0')}`,
  );
}

/**
 * Returns the values of a template's example that depend on the registry: codes that exist, and codes that are free. An
 * unchanged template therefore passes the check as soon as the registry has the objects that its rows refer to. Until
 * then, it refers to the example of the previous file: the site to the customer, and the machine to the site.
 * @param today the current day of the maker, `YYYY-MM-DD`
 */
export function exampleRow(kind: ImportKind, known: KnownRegistry, today: string): Record<string, string> {
  const hub = known.hubs[0]?.code ?? '';
  switch (kind) {
    case 'customers':
      return { code: firstFree(kind, codesOf(known.customers)), hub };
    case 'sites':
      return {
        code: firstFree(kind, codesOf(known.sites)),
        customer: excludeArchived(known.customers)[0]?.code ?? exampleCodes('customers')[0]!,
        hub,
      };
    case 'machines': {
      const taken = new Set([...known.serials.keys(), ...known.deviceCodes]);
      const serial = firstFree(kind, taken);
      const customers = excludeArchived(known.customers);
      const site = excludeArchived(known.sites).find(({ customerId }) =>
        customers.some(({ id }) => id === customerId),
      );
      const customer = customers.find(({ id }) => id === site?.customerId);
      return {
        serial,
        device: serial,
        model: excludeArchived(known.models)[0]?.code ?? 'MODEL-1',
        site: site?.code ?? exampleCodes('sites')[0]!,
        customer: (customer ?? customers[0])?.code ?? exampleCodes('customers')[0]!,
        shipped_on: daysBefore(today, SHIPPED_DAYS_AGO),
        commissioned_on: daysBefore(today, COMMISSIONED_DAYS_AGO),
      };
    }
  }
}

const codesOf = (objects: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(objects.map(({ code }) => code));

/**
 * Returns the first free code. Falls back to the first code if all of them are taken, because searching for another one
 * is not worthwhile.
 */
function firstFree(kind: ImportKind, taken: ReadonlySet<string>): string {
  const codes = exampleCodes(kind);
  return codes.find((code) => !taken.has(code)) ?? codes[0]!;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
