import type { ChargeFields } from '../charges/charge-fields.js';
import { type AgreedDiscount, findInvoiceTermFaults, type InvoiceTerms } from './invoice-terms.js';

const CHARGE: ChargeFields = {
  id: 'c',
  key: 'usage',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'unit', unitPrice: '1' },
};
const FEE: ChargeFields = { ...CHARGE, key: 'fee', pricing: { model: 'flat', amount: '10' } };
const DISCOUNT: AgreedDiscount = { percent: '5', amount: null, from: null, until: null, clause: '' };

const faultsOf = (
  invoiceTerms: Partial<InvoiceTerms> | null,
  { charges = [CHARGE, FEE], currency = 'EUR' }: { charges?: ChargeFields[]; currency?: string } = {},
): string[] =>
  findInvoiceTermFaults({
    invoiceTerms: invoiceTerms && { minimum: null, ...invoiceTerms },
    charges,
    currency,
  }).map(({ pointer, code }) => `${pointer.replace('/invoiceTerms', '')} ${code.replace('contracts.', '')}`);

const discount = (change: Partial<AgreedDiscount>): Partial<InvoiceTerms> => ({
  discounts: [{ ...DISCOUNT, ...change }],
});
const minimum = (amount: string, clause = ''): Partial<InvoiceTerms> => ({ minimum: { amount, clause } });

describe('findInvoiceTermFaults', () => {
  it.each<[string, Partial<InvoiceTerms> | null]>([
    ['no terms', null],
    ['empty terms', {}],
    ['a minimum', minimum('0.01', 'x'.repeat(100))],
    ['a discount of everything', discount({ percent: '100' })],
    ['a discount on one day', discount({ from: '2026-11-30', until: '2026-11-30' })],
    ['an amount', discount({ percent: null, amount: '1', clause: 'x'.repeat(100) })],
    ['ten discounts', { discounts: new Array<AgreedDiscount>(10).fill(DISCOUNT) }],
  ])('accepts %s', (_, terms) => {
    expect(faultsOf(terms)).toEqual([]);
  });

  it.each<[Partial<InvoiceTerms>, string[]]>([
    [minimum('0'), ['/minimum/amount amount_not_positive']],
    [minimum('1,5'), ['/minimum/amount amount_not_positive']],
    [minimum('1', 'x'.repeat(101)), ['/minimum/clause clause_too_long']],
    [discount({ amount: '5' }), ['/discounts/0/percent discount_percent_or_amount']],
    [discount({ percent: null }), ['/discounts/0/percent discount_percent_or_amount']],
    [discount({ percent: '100.01' }), ['/discounts/0/percent discount_percent_out_of_range']],
    [discount({ percent: '0' }), ['/discounts/0/percent discount_percent_out_of_range']],
    [discount({ percent: null, amount: '0' }), ['/discounts/0/amount amount_not_positive']],
    [discount({ from: '2026-02-30', until: '2026-02-01' }), ['/discounts/0/from date_malformed']],
    [discount({ until: 'soon' }), ['/discounts/0/until date_malformed']],
    [
      discount({ from: '2026-11-30', until: '2026-11-29' }),
      ['/discounts/0/until discount_ends_before_start'],
    ],
    [discount({ clause: 'x'.repeat(101) }), ['/discounts/0/clause clause_too_long']],
    [{ discounts: new Array<AgreedDiscount>(11).fill(DISCOUNT) }, ['/discounts too_many_discounts']],
  ])('rejects %o', (terms, faults) => {
    expect(faultsOf(terms)).toEqual(faults);
  });

  it.each([
    ['EUR', '0.05', []],
    ['EUR', '0.01', []],
    ['EUR', '0.005', ['/payableIncrement increment_too_fine']],
    ['EUR', '0', ['/payableIncrement amount_not_positive']],
    ['JPY', '0.5', ['/payableIncrement increment_too_fine']],
    ['JPY', '5', []],
    ['XQZ', '0.005', []],
  ])('in %s, an increment of %s has the errors %o', (currency, payableIncrement, faults) => {
    expect(faultsOf({ payableIncrement }, { currency })).toEqual(faults);
  });

  it('requires amounts per month: for a minimum from all charges, for discounts from the counted ones', () => {
    const charges = [
      { ...FEE, due: 'yearly' as const },
      { ...FEE, due: 'once' as const },
      { ...CHARGE, countsBy: 'year' as const },
    ];
    expect(faultsOf(minimum('1'), { charges })).toEqual([
      '/charges/0/due minimum_needs_months',
      '/charges/2/countsBy minimum_needs_months',
    ]);
    expect(faultsOf(discount({}), { charges })).toEqual(['/charges/2/countsBy discounts_need_months']);
    expect(faultsOf({}, { charges })).toEqual([]);
  });
});
