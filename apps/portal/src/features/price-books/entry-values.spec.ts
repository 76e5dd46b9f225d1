import type { BookEntry } from '../../api/types.js';
import { newCharge } from '../charges/form/charge-values.js';
import { toEntries, toEntryValues } from './entry-values.js';

const BASE: BookEntry = {
  planId: 'air',
  key: 'base',
  name: { en: 'Base fee' },
  clause: '2.1',
  due: 'advance',
  countsBy: 'month',
  perMachine: true,
  pricing: { model: 'flat', amount: '4900.00' },
};
const AIR: BookEntry = {
  ...BASE,
  key: 'air',
  name: {},
  due: 'arrears',
  perMachine: false,
  pricing: {
    model: 'graduated',
    tiers: [
      { upTo: '100', unitPrice: '0.0264' },
      { upTo: null, unitPrice: '0.02' },
    ],
  },
};

describe('entries of a price book', () => {
  it('round-trip unchanged, each with its plan', () => {
    const other = { ...BASE, planId: 'care' };
    expect(toEntries(toEntryValues([BASE, AIR, other], 'air'), 'air')).toEqual([BASE, AIR]);
  });

  it('fill in a contract’s charges, which use its meters', () => {
    expect(toEntryValues([BASE, AIR], 'air', ['m1', 'm2']).map(({ meterIds }) => meterIds)).toEqual([
      [],
      ['m1', 'm2'],
    ]);
  });

  it('get unique names if they have none', () => {
    const charges = [{ ...newCharge('flat', []), key: 'flat' }, newCharge('flat', []), newCharge('unit', [])];
    expect(toEntries(charges, 'air')).toMatchObject([{ key: 'flat' }, { key: 'flat-2' }, { key: 'unit' }]);
  });
});
