import type { InvoiceTerms } from '../../../api/types.js';
import { NEW_DISCOUNT, toInvoiceTerms, toInvoiceTermValues } from './invoice-term-values.js';

const TERMS: InvoiceTerms = {
  minimum: { amount: '5000.00', clause: '7.2' },
  discounts: [
    { percent: '3', amount: null, from: '2026-01-01', until: null, clause: '7.3' },
    { percent: null, amount: '100', from: null, until: '2026-12-31', clause: '' },
  ],
  payableIncrement: '0.05',
};

describe('invoice terms in a form', () => {
  it('round-trip unchanged', () => {
    expect(toInvoiceTerms(toInvoiceTermValues(TERMS))).toEqual(TERMS);
  });

  it('are null if nothing is agreed', () => {
    expect(toInvoiceTerms(toInvoiceTermValues(null))).toBeNull();
  });

  it('are null if only spaces and a clause were entered', () => {
    const empty = toInvoiceTermValues(null);
    expect(
      toInvoiceTerms({ ...empty, minimum: { amount: '  ', clause: '7.2' }, payableIncrement: ' ' }),
    ).toBeNull();
  });

  it('can consist of rounding only', () => {
    expect(toInvoiceTerms({ ...toInvoiceTermValues(null), payableIncrement: ' 0.05 ' })).toEqual({
      minimum: null,
      payableIncrement: '0.05',
    });
  });

  it.each([
    ['percent', { percent: '3', amount: null }],
    ['amount', { percent: null, amount: '100' }],
  ] as const)('send only the fields of a discount by %s', (kind, sent) => {
    const discounts = [{ ...NEW_DISCOUNT, kind, percent: ' 3 ', amount: ' 100 ' }];
    const terms = toInvoiceTerms({ ...toInvoiceTermValues(null), discounts });
    expect(terms?.discounts?.[0]).toEqual({ ...sent, from: null, until: null, clause: '' });
  });
});
