import type { ImportTable } from '#equipment/domain';
import type { BookEntry } from './book-entry.js';
import { BOOK_COLUMNS, bookRows, checkBookRows } from './book-file.js';

const PLANS = [
  { id: 'p', code: 'AIR-BASE', name: 'Air base' },
  { id: 'q', code: 'AIR-FLEX', name: 'Air flex' },
];
const BASE: BookEntry = {
  planId: 'p',
  key: 'base',
  nameI18n: { en: 'Base fee' },
  clause: '2.1',
  due: 'advance',
  countsBy: 'month',
  perMachine: true,
  pricing: { model: 'flat', amount: '4900.00' },
};
const ENTRIES: readonly BookEntry[] = [
  BASE,
  {
    ...BASE,
    key: 'air',
    nameI18n: {},
    clause: '',
    due: 'arrears',
    countsBy: 'year',
    perMachine: false,
    pricing: {
      model: 'graduated',
      minAmount: '100.00',
      thresholds: ['10', '20'],
      commitment: { quantity: '5', trueUp: true },
      minRamp: [{ months: 2, percent: '50' }],
      allocate: true,
      tiers: [
        { upTo: '1000', unitPrice: '0.0264' },
        { upTo: null, unitPrice: '0.02', flatFee: '5.00' },
      ],
    },
  },
  { ...BASE, planId: 'q', key: 'flex', due: 'arrears', perMachine: false },
];

/** Builds a file from rows with values for some columns; all other columns are empty. */
function fileOf(...rows: readonly Readonly<Record<string, string>>[]): ImportTable {
  return {
    headers: BOOK_COLUMNS.map(({ field }) => field),
    rows: rows.map((row, index) => ({
      row: index + 2,
      cells: BOOK_COLUMNS.map(({ field }) => row[field] ?? ''),
    })),
  };
}

const read = (table: ImportTable) => {
  const { checks, checked } = checkBookRows(table, table.headers, { plans: PLANS, currency: 'PLN' });
  const faults = checks.flatMap((check) =>
    check.faults.map(({ row, field, code }) => `${row} ${field} ${code}`),
  );
  return { faults, checked };
};

const FLAT = { plan: 'AIR-BASE', charge: 'base', model: 'flat', amount: '4900.00' };

describe('the file of a price book', () => {
  it('can be imported as it was exported', () => {
    const [headers, ...rows] = bookRows(ENTRIES, PLANS);
    const table = { headers: headers!, rows: rows.map((cells, index) => ({ row: index + 2, cells })) };
    expect(rows).toHaveLength(4);
    expect(read(table)).toEqual({ faults: [], checked: ENTRIES });
  });

  it('leaves out deleted plans, and empty terms', () => {
    const pricing = { model: 'flat', amount: '1.00', unitPrice: null, freeEvents: null } as const;
    const [headers, row] = bookRows([{ ...BASE, planId: 'gone', pricing }], PLANS);
    const cells = Object.fromEntries(headers!.map((name, index) => [name, row![index]]));
    expect(cells).toMatchObject({ plan: '', unit_price: '', other_terms: '', per_machine: 'yes' });
  });

  it('requires only a plan, a charge and its model', () => {
    expect(read(fileOf(FLAT))).toEqual({
      faults: [],
      checked: [
        {
          ...BASE,
          nameI18n: {},
          clause: '',
          due: 'arrears',
          perMachine: false,
        },
      ],
    });
  });

  it('is empty without rows', () => {
    expect(read(fileOf())).toEqual({ faults: [], checked: [] });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['an unknown plan', { plan: 'AIR-BAZE' }, '2 plan import.plan_unknown'],
    ['no charge', { charge: '' }, '2 charge import.value_missing'],
    ['an unknown model', { model: 'flatt' }, '2 model import.not_one_of'],
    ['an invalid answer', { per_machine: 'maybe' }, '2 per_machine import.not_one_of'],
    ['an invalid key', { charge: 'Base Fee' }, '2 charge contracts.charge_key_malformed'],
    ['an amount too fine', { amount: '1.005' }, '2 amount contracts.finer_than_currency'],
    ['other terms that are not JSON', { other_terms: '{' }, '2 other_terms import.not_json'],
    ['other terms that are a list', { other_terms: '[]' }, '2 other_terms import.not_json'],
    ['a term with a column', { other_terms: '{"amount":"1"}' }, '2 other_terms import.not_json'],
    [
      'a term without a simple value',
      { other_terms: '{"allocate":{"a":1}}' },
      '2 other_terms import.not_json',
    ],
    [
      'a commitment that is not a record',
      { other_terms: '{"commitment":[1]}' },
      '2 other_terms import.not_json',
    ],
    [
      'a ramp that is not a list',
      { other_terms: '{"minRamp":{"months":1}}' },
      '2 other_terms import.not_json',
    ],
    [
      'thresholds that are not strings',
      { other_terms: '{"thresholds":[1]}' },
      '2 other_terms import.not_json',
    ],
  ])('reports %s', (_what, change, fault) => {
    expect(read(fileOf({ ...FLAT, ...change })).faults).toEqual([fault]);
  });

  it('reports the row and column of a tier', () => {
    const head = { plan: 'AIR-BASE', charge: 'air', model: 'graduated', up_to: '10', tier_unit_price: '1' };
    const tier = { plan: 'AIR-BASE', charge: 'air', tier_unit_price: '2', tier_flat_fee: '0.005' };
    expect(read(fileOf(head, tier)).faults).toEqual(['3 tier_flat_fee contracts.finer_than_currency']);
  });

  it('reports missing tiers of a charge', () => {
    const { faults } = read(fileOf({ plan: 'AIR-BASE', charge: 'air', model: 'graduated' }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^2 up_to /);
  });

  it('reads a row without a model after another charge as a separate charge', () => {
    const lonely = { plan: 'AIR-BASE', charge: 'other', tier_unit_price: '2' };
    expect(read(fileOf(FLAT, lonely)).faults).toEqual(['3 model import.value_missing']);
  });

  it('has each charge of a plan only once', () => {
    expect(read(fileOf(FLAT, FLAT)).faults).toEqual(['3 charge contracts.charge_twice']);
  });
});
