/// <reference types="vitest/globals" />
import type { Contract } from '../../../api/types.js';
import { newContractValues, toContractTerms, toContractValues } from './contract-values.js';

const CONTRACT = {
  number: 'K-1',
  customer: { id: 'c-1', name: 'C' },
  buyer: { id: 'b-1', name: 'B' },
  legalEntity: { id: 'e-1', name: 'E' },
  plan: { id: 'p-1', code: 'P', name: {}, structure: 's' },
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  startsOn: '2026-01-01',
  endsOn: null,
  paymentDays: 14,
  pricesIncludeTax: true,
  kitsIncluded: false,
  pauses: [{ months: [12, 1], from: null, to: null, feePercent: '0', use: 'billed' }],
  invoiceTerms: {
    minimum: { amount: '2000', clause: '4' },
    discounts: [{ percent: '5', amount: null, from: null, until: '2026-12-31', clause: '' }],
    payableIncrement: '0.05',
  },
  terms: { billing: { hold: 'invoice' } },
  machines: [
    { id: 'm-1', serial: 'S-1', from: '2026-01-01', to: null },
    { id: 'm-2', serial: 'S-2', from: '2026-03-01', to: '2026-09-01' },
  ],
} as unknown as Contract;

describe('a contract in a form and back', () => {
  it('sends all terms of a draft', () => {
    expect(toContractTerms(toContractValues(CONTRACT), CONTRACT)).toEqual({
      number: 'K-1',
      customerId: 'c-1',
      buyerId: 'b-1',
      legalEntityId: 'e-1',
      planId: 'p-1',
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-01-01',
      endsOn: null,
      paymentDays: 14,
      pricesIncludeTax: true,
      kitsIncluded: false,
      pauses: [{ months: [1, 12], from: null, to: null, feePercent: '0', use: 'billed' }],
      invoiceTerms: {
        minimum: { amount: '2000', clause: '4' },
        discounts: [{ percent: '5', amount: null, from: null, until: '2026-12-31', clause: '' }],
        payableIncrement: '0.05',
      },
      terms: { billing: { hold: 'invoice' } },
    });
  });

  it('leaves the buyer and an invalid number of days to the server', () => {
    const terms: unknown = JSON.parse(
      JSON.stringify(toContractTerms({ ...newContractValues('UTC'), currency: ' eur ', paymentDays: '' })),
    );
    expect(terms).toMatchObject({ currency: 'EUR', paymentDays: null, endsOn: null, invoiceTerms: null });
    expect(terms).not.toHaveProperty('buyerId');
    expect(terms).not.toHaveProperty('machines');
  });
});
