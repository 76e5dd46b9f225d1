import type { AllocatableItem } from './allocation-faults.js';
import { findSetOffFault, largestSetOff } from './set-off.js';

const CREDIT: AllocatableItem = {
  id: 'credit note',
  legalEntityId: 'DE',
  customerId: 'Nordwerk',
  currency: 'EUR',
  openMinor: -5_000n,
  hasWriteOff: false,
};
const INVOICE: AllocatableItem = { ...CREDIT, id: 'invoice', openMinor: 8_000n };

describe('largestSetOff', () => {
  it.each([
    ['the credit, if the document has more open', INVOICE, 5_000n],
    ['the open amount, if the credit has more', { ...INVOICE, openMinor: 1_250n }, 1_250n],
    ['the credit, if the document is unknown', undefined, 5_000n],
  ])('is %s', (_case, item, expected) => {
    expect(largestSetOff(CREDIT, item)).toBe(expected);
  });
});

describe('findSetOffFault', () => {
  it('accepts at most what is open of both', () => {
    expect(findSetOffFault(CREDIT, INVOICE, 5_000n)).toBeUndefined();
    expect(findSetOffFault(CREDIT, { ...INVOICE, openMinor: 5_000n }, 5_000n)).toBeUndefined();
    expect(findSetOffFault(CREDIT, INVOICE, 1n)).toBeUndefined();
  });

  it.each([
    ['an unknown document', undefined, 100n, '/documentId', 'item_not_found', {}],
    ['another seller', { ...INVOICE, legalEntityId: 'PL' }, 100n, '/documentId', 'item_of_other_seller', {}],
    [
      'another customer',
      { ...INVOICE, customerId: 'Kopalnia' },
      100n,
      '/documentId',
      'item_of_other_customer',
      {},
    ],
    [
      'another currency',
      { ...INVOICE, currency: 'USD' },
      100n,
      '/documentId',
      'item_of_other_currency',
      { currency: 'EUR' },
    ],
    ['a paid document', { ...INVOICE, openMinor: 0n }, 100n, '/documentId', 'item_not_open', {}],
    [
      'a written-off document',
      { ...INVOICE, openMinor: 0n, hasWriteOff: true },
      100n,
      '/documentId',
      'item_written_off',
      {},
    ],
    ['another credit note', { ...INVOICE, openMinor: -1n }, 100n, '/documentId', 'item_not_open', {}],
    ['no amount', INVOICE, 0n, '/amount', 'amount_not_positive', {}],
    ['a negative amount', INVOICE, -1n, '/amount', 'amount_not_positive', {}],
    [
      'more than is open',
      { ...INVOICE, openMinor: 1_250n },
      1_251n,
      '/amount',
      'exceeds_open',
      { open: '12.50', currency: 'EUR' },
    ],
    [
      'more than the credit',
      INVOICE,
      5_001n,
      '/amount',
      'exceeds_credit',
      { left: '50.00', currency: 'EUR' },
    ],
  ])('refuses %s', (_case, item, amount, pointer, code, params) => {
    expect(findSetOffFault(CREDIT, item, amount)).toEqual({ pointer, code: `receivables.${code}`, params });
  });
});
