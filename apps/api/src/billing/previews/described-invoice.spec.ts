import 'reflect-metadata';
import { DomainError } from '#platform';
import { toDescribedInvoice } from './described-invoice.js';
import type { InvoiceDescriptionDto } from './invoice-preview.dto.js';

const faultsOf = (description: InvoiceDescriptionDto): string[] => {
  try {
    toDescribedInvoice(description);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'billing.invoice_impossible') throw error;
    return error.fields.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('described invoice', () => {
  it('fills in neutral values for omitted fields', () => {
    expect(toDescribedInvoice({ lines: [{ net: '5' }] })).toEqual({
      terms: {
        currency: null,
        prices: 'exclusive',
        taxIncrement: null,
        lines: [{ amount: '5', discount: '0', taxes: [] }],
        discounts: [],
        payableIncrement: null,
      },
      credits: [],
    });
  });

  it('converts lines, discounts and credit notes', () => {
    const { terms, credits } = toDescribedInvoice({
      currency: 'EUR',
      lines: [
        { gross: '12', percent: '20', discount: '1' },
        { gross: '9', taxes: [{ code: 'S', percent: '5' }, { amount: '0.40' }] },
      ],
      discounts: [{ percent: '10' }, { amount: '3' }],
      creditNotes: [{ net: '1' }, { fraction: '1/3' }, { fraction: '0.5' }, { line: 1, net: '2' }],
    });
    expect(terms.prices).toBe('inclusive');
    expect(terms.lines).toEqual([
      { amount: '12', discount: '1', taxes: [{ code: null, percent: '20' }] },
      {
        amount: '9',
        discount: '0',
        taxes: [
          { code: 'S', percent: '5' },
          { code: null, amount: '0.40' },
        ],
      },
    ]);
    expect(terms.discounts).toEqual([{ percent: '10' }, { amount: '3' }]);
    expect(credits).toEqual([
      { net: '1' },
      { fraction: { numerator: '1', denominator: '3' } },
      { fraction: { numerator: '0.5', denominator: '1' } },
      { line: 1, net: '2' },
    ]);
  });

  it.each<[string, InvoiceDescriptionDto, string]>([
    ['a line without an amount', { lines: [{}] }, '/lines/0 billing.net_or_gross'],
    ['a line with net and gross', { lines: [{ net: '1', gross: '2' }] }, '/lines/0 billing.net_or_gross'],
    [
      'a gross amount with exclusive prices',
      { prices: 'exclusive', lines: [{ gross: '1' }] },
      '/lines/0 billing.net_or_gross',
    ],
    [
      'a line with a rate and a list of taxes',
      { lines: [{ net: '1', percent: '1', taxes: [] }] },
      '/lines/0 billing.percent_or_taxes',
    ],
    [
      'a tax without a rate or an amount',
      { lines: [{ net: '1', taxes: [{ code: 'S' }] }] },
      '/lines/0/taxes/0 billing.percent_or_amount',
    ],
    [
      'prices that include a tax of -100%',
      { lines: [{ gross: '1', percent: '-100' }] },
      '/lines/0 billing.rates_impossible',
    ],
    [
      'a discount with a percentage and an amount',
      { lines: [], discounts: [{ percent: '1', amount: '1' }] },
      '/discounts/0 billing.percent_or_amount',
    ],
    ['a tax increment of zero', { lines: [], taxIncrement: '0.00' }, '/taxIncrement billing.increment_zero'],
    [
      'a payable increment of zero',
      { lines: [], payableIncrement: '0' },
      '/payableIncrement billing.increment_zero',
    ],
    [
      'a credit note without an amount',
      { lines: [], creditNotes: [{}] },
      '/creditNotes/0 billing.net_or_fraction',
    ],
    [
      'a fraction of a line',
      { lines: [{ net: '1' }], creditNotes: [{ line: 0, fraction: '1/2' }] },
      '/creditNotes/0 billing.net_or_fraction',
    ],
    [
      'a credit note for a line that does not exist',
      { lines: [{ net: '1' }], creditNotes: [{ line: 1, net: '1' }] },
      '/creditNotes/0/line billing.line_unknown',
    ],
    [
      'a fraction with a denominator of zero',
      { lines: [], creditNotes: [{ fraction: '1/0' }] },
      '/creditNotes/0/fraction billing.fraction_of_zero',
    ],
  ])('rejects %s', (_, description, fault) => expect(faultsOf(description)).toEqual([fault]));
});
