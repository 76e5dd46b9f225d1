import fc from 'fast-check';
import type { ImportContext } from './check-rows.js';
import { IMPORT_COLUMNS, IMPORT_KINDS, type ImportKind } from './columns.js';
import { exampleCodes, exampleRow } from './example-row.js';
import type { KnownRegistry } from './known-registry.js';
import { previewImport } from './preview.js';

const EMPTY: KnownRegistry = {
  hubs: [],
  customers: [],
  sites: [],
  models: [],
  serials: new Map(),
  deviceCodes: new Set(),
};
const TODAY = '2026-11-24';
const context: ImportContext = {
  todayIn: () => TODAY,
  makerZone: 'Asia/Shanghai',
  countries: [{ code: 'PL', name: 'Poland' }],
  zones: [{ code: 'Europe/Warsaw', name: '' }],
};

const named = (id: string, code: string, isArchived = false) => ({
  id,
  code,
  name: `Name of ${code}`,
  isArchived,
});
const site = (id: string, code: string, customerId: string, isArchived = false) => ({
  ...named(id, code, isArchived),
  customerId,
  zone: 'Europe/Warsaw',
});

/** Previews the unchanged template. */
const faultsOf = (kind: ImportKind, known: KnownRegistry) => {
  const example = exampleRow(kind, known, TODAY);
  const columns = IMPORT_COLUMNS[kind];
  const table = {
    headers: columns.map(({ field }) => field),
    rows: [{ row: 2, cells: columns.map(({ field, example: usual }) => example[field] ?? usual) }],
  };
  return previewImport(kind, table, known, context, {}).faults.map(({ field, code }) => `${field} ${code}`);
};

describe('the example of an import template', () => {
  it.each<[string, ImportKind, Partial<KnownRegistry>, Record<string, string>]>([
    ['a customer in an empty registry', 'customers', {}, { code: 'C-001', hub: '' }],
    [
      'a customer with a free code and the first hub',
      'customers',
      { customers: [named('c1', 'C-001', true), named('c2', 'C-002')], hubs: [named('h', 'WAW')] },
      { code: 'C-003', hub: 'WAW' },
    ],
    ['a site of the example customer', 'sites', {}, { code: 'S-001', customer: 'C-001' }],
    [
      'a site of the first customer that is not archived',
      'sites',
      { customers: [named('c1', 'A', true), named('c2', 'B')] },
      { code: 'S-001', customer: 'B' },
    ],
    [
      'a machine at the example site',
      'machines',
      {},
      { serial: 'SN-001', device: 'SN-001', model: 'MODEL-1', site: 'S-001', customer: 'C-001' },
    ],
    [
      'a machine with a free serial number at a site of a customer that is not archived',
      'machines',
      {
        customers: [named('c1', 'A', true), named('c2', 'B')],
        sites: [site('s1', 'X', 'c1'), site('s2', 'Y', 'c2', true), site('s3', 'Z', 'c2')],
        models: [named('m1', 'OLD', true), named('m2', 'PUMP')],
        serials: new Map([['SN-001', { site: null }]]),
        deviceCodes: new Set(['SN-002']),
      },
      {
        ...{ serial: 'SN-003', device: 'SN-003', model: 'PUMP', site: 'Z', customer: 'B' },
        ...{ shipped_on: '2026-10-25', commissioned_on: '2026-11-04' },
      },
    ],
  ])('is %s', (_case, kind, known, values) =>
    expect(exampleRow(kind, { ...EMPTY, ...known }, TODAY)).toMatchObject(values),
  );

  it('is still a code when all examples are taken', () => {
    const customers = exampleCodes('customers').map((code) => named(code, code));
    expect(exampleRow('customers', { ...EMPTY, customers }, TODAY)['code']).toBe('C-001');
  });

  it('passes the check of every file with existing references', () => {
    const code = fc.constantFrom('C-001', 'S-001', 'SN-001', 'A', 'B/2', 'PUMP');
    const some = fc.uniqueArray(code, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        some,
        some,
        some,
        some,
        fc.boolean(),
        (customers, sites, models, serials, isFirstArchived) => {
          const known: KnownRegistry = {
            hubs: [named('h', 'WAW')],
            customers: [
              named('first', 'FIRST', isFirstArchived),
              ...customers.map((each) => named(`c-${each}`, each)),
            ],
            sites: [
              site('s-first', 'S-FIRST', 'first'),
              ...sites.map((each) => site(`s-${each}`, each, `c-${customers[0]!}`)),
            ],
            models: models.map((each) => named(`m-${each}`, each)),
            serials: new Map(serials.map((each) => [each, { site: null }])),
            deviceCodes: new Set(serials),
          };
          for (const kind of IMPORT_KINDS) expect([kind, faultsOf(kind, known)]).toEqual([kind, []]);
        },
      ),
    );
  });

  it('needs only what earlier files create', () => {
    expect(faultsOf('customers', EMPTY)).toEqual([]);
    const customers = [named('c', exampleRow('customers', EMPTY, TODAY)['code']!)];
    expect(faultsOf('sites', { ...EMPTY, customers })).toEqual([]);
    const sites = [site('s', exampleRow('sites', { ...EMPTY, customers }, TODAY)['code']!, 'c')];
    const models = [named('m', 'MODEL-1')];
    expect(faultsOf('machines', { ...EMPTY, customers, sites, models })).toEqual([]);
  });
});
