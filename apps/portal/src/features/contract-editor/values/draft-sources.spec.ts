/// <reference types="vitest/globals" />
import type { BookEntry, Contract } from '../../../api/types.js';
import { newDraftValues } from './draft-values.js';
import { fromBook, fromContract, fromPlan } from './draft-sources.js';

const EMPTY = { ...newDraftValues('Europe/Warsaw'), number: 'K-9', startsOn: '2027-01-01' };
const ENTRY: BookEntry = {
  planId: 'p-1',
  key: 'fee',
  name: { en: 'Base' },
  clause: '',
  due: 'arrears',
  countsBy: 'month',
  perMachine: false,
  pricing: { model: 'flat', amount: '4900' },
};
const CONTRACT = {
  number: 'K-1',
  customer: { id: 'c-1', name: 'C' },
  buyer: { id: 'b-1', name: 'B' },
  legalEntity: { id: 'e-1', name: 'E' },
  plan: { id: 'p-1', code: 'P', name: {}, structure: 's' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  paymentDays: 14,
  pricesIncludeTax: false,
  kitsIncluded: true,
  pauses: [
    { months: [12], from: null, to: null, feePercent: '0', use: 'billed' },
    { months: null, from: '2025-07-01', to: '2025-07-10', feePercent: '0', use: 'billed' },
  ],
  invoiceTerms: {
    minimum: null,
    discounts: [
      { percent: '5', amount: null, from: null, until: null, clause: '' },
      { percent: '9', amount: null, from: null, until: '2025-12-31', clause: '' },
    ],
  },
  indexClause: null,
  exit: null,
  performance: [],
  terms: {},
  machines: [{ id: 'm-1', serial: 'S-1', from: '2025-01-01', to: null }],
  meters: [],
  charges: [
    {
      id: 'ch-1',
      key: 'air',
      name: {},
      clause: '',
      due: 'arrears',
      dueOn: null,
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      meterIds: ['me-1'],
      pricing: { model: 'unit', unitPrice: '0.0264' },
    },
    {
      id: 'ch-2',
      key: 'install',
      name: {},
      clause: '',
      due: 'once',
      dueOn: '2025-02-01',
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      meterIds: [],
      pricing: { model: 'flat', amount: '500' },
    },
  ],
} as unknown as Contract;

describe('a new contract starts', () => {
  it.each([
    ['base+included+overage', ['flat', 'unit']],
    ['graduated+annual_minimum', ['graduated', 'unit']],
    ['monthly_fee_by_hours_band', ['flat', 'hour_bands']],
    ['yearly_per_machine', ['flat']],
    ['an-own-structure', []],
  ])('from a plan of structure %s with its charges', (structure, models) => {
    const { planId, charges } = fromPlan(EMPTY, { id: 'p-1', structure }, () => ({ en: 'Fee' }));
    expect(planId).toBe('p-1');
    expect(charges.map(({ pricing }) => pricing.model)).toEqual(models);
  });

  it('from a price book with the prices of one plan', () => {
    const other = { ...ENTRY, planId: 'p-2', key: 'other' };
    const values = fromBook(EMPTY, { currency: 'PLN', entries: [other, ENTRY] }, 'p-1');
    expect(values).toMatchObject({ number: 'K-9', planId: 'p-1', currency: 'PLN' });
    expect(values.charges).toMatchObject([{ key: 'fee', pricing: { model: 'flat', amount: '4900' } }]);
  });

  it('from another contract with its terms, but without its parties, machines and days', () => {
    const values = fromContract(EMPTY, CONTRACT);
    expect(values).toMatchObject({
      number: 'K-9',
      customerId: '',
      legalEntityId: 'e-1',
      planId: 'p-1',
      paymentDays: '14',
      kitsIncluded: true,
      startsOn: '2027-01-01',
      endsOn: '',
      machines: [],
      charges: [
        { key: 'air', meterIds: [], pricing: { unitPrice: '0.0264' } },
        { key: 'install', dueOn: '' },
      ],
    });
    expect(values.pauses.map(({ kind }) => kind)).toEqual(['season']);
    expect(values.invoiceTerms.discounts.map(({ percent }) => percent)).toEqual(['5']);
  });
});
