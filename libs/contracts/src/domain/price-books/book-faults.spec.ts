import type { Pricing } from '../charges/pricing.js';
import type { BookEntry } from './book-entry.js';
import { findVersionFaults } from './book-faults.js';

const ENTRY: BookEntry = {
  planId: 'p',
  key: 'base',
  nameI18n: { en: 'Base fee' },
  clause: '2.1',
  due: 'arrears',
  countsBy: 'month',
  perMachine: false,
  pricing: { model: 'flat', amount: '4900' },
};
const UNIT: Pricing = { model: 'unit', unitPrice: '0.0264' };

const faultsOf = (
  entries: readonly Partial<BookEntry>[],
  {
    validFrom = '2026-01-01',
    validTo = null,
    currency = 'PLN',
  }: { validFrom?: string; validTo?: string | null; currency?: string } = {},
) =>
  findVersionFaults(
    { validFrom, validTo, entries: entries.map((entry) => ({ ...ENTRY, ...entry })) },
    currency,
    new Set(['p', 'q']),
  ).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a version of a price book', () => {
  it('is valid when it is complete', () => {
    expect(faultsOf([{}, { key: 'air', pricing: UNIT }, { planId: 'q' }])).toEqual([]);
    expect(faultsOf([{}], { validTo: '2026-01-01' })).toEqual([]);
  });

  it('has valid days, with the last one not before the first', () => {
    expect(faultsOf([{}], { validFrom: '2026-02-30' })).toEqual(['/validFrom contracts.date_malformed']);
    expect(faultsOf([{}], { validTo: 'soon' })).toEqual(['/validTo contracts.date_malformed']);
    expect(faultsOf([{}], { validTo: '2025-12-31' })).toEqual(['/validTo contracts.valid_to_before_from']);
  });

  it('requires entries', () => {
    expect(faultsOf([])).toEqual(['/entries contracts.price_book_empty']);
  });

  it.each<[string, Partial<BookEntry>, string]>([
    ['of an unknown plan', { planId: 'z' }, 'planId contracts.plan_not_found'],
    ['with an invalid key', { key: 'Base Fee' }, 'key contracts.charge_key_malformed'],
    ['of usage in advance', { due: 'advance', pricing: UNIT }, 'due contracts.usage_not_in_arrears'],
    [
      'of usage per machine',
      { perMachine: true, pricing: UNIT },
      'perMachine contracts.per_machine_not_flat',
    ],
    [
      'with a negative amount',
      { pricing: { model: 'flat', amount: '-1' } },
      'pricing/amount contracts.value_negative',
    ],
    [
      'with a negative unit price',
      { pricing: { model: 'unit', unitPrice: '-0.1' } },
      'pricing/unitPrice contracts.value_negative',
    ],
    [
      'finer than its currency',
      { pricing: { model: 'flat', amount: '1.005' } },
      'pricing/amount contracts.finer_than_currency',
    ],
    [
      'with a minimum finer than its currency',
      { pricing: { ...UNIT, minAmount: '1.005' } },
      'pricing/minAmount contracts.finer_than_currency',
    ],
    [
      'with a tier finer than its currency',
      {
        pricing: {
          model: 'graduated',
          tiers: [
            { upTo: '10', unitPrice: '0.00012' },
            { upTo: null, unitPrice: '0.1', flatFee: '0.005' },
          ],
        },
      },
      'pricing/tiers/1/flatFee contracts.finer_than_currency',
    ],
  ])('rejects an entry %s', (_what, entry, fault) => {
    expect(faultsOf([entry])).toEqual([`/entries/0/${fault}`]);
  });

  it('uses the decimals of its currency', () => {
    const pricing: Pricing = { model: 'flat', amount: '1.5' };
    expect(faultsOf([{ pricing }], { currency: 'JPY' })).toEqual([
      '/entries/0/pricing/amount contracts.finer_than_currency',
    ]);
    expect(faultsOf([{ pricing }])).toEqual([]);
  });

  it('has each charge of a plan only once, and reports only one error for an unreadable value', () => {
    expect(faultsOf([{}, {}])).toEqual(['/entries/1/key contracts.charge_twice']);
    const faults = faultsOf([{ pricing: { model: 'flat', amount: 'much' } }]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('/entries/0/pricing/amount');
  });
});
