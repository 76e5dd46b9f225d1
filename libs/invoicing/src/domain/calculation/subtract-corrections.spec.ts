import { Exact } from '#platform/domain';
import { type InvoiceTerms, type LineToInvoice, computeInvoice } from './invoice-figures.js';
import { type CorrectedFigures, subtractCorrections } from './subtract-corrections.js';

const line = (amount: string): LineToInvoice => ({
  amount,
  discount: '0',
  taxes: [{ code: null, percent: '23' }],
});
const TERMS: InvoiceTerms = {
  currency: 'PLN',
  prices: 'exclusive',
  taxIncrement: null,
  lines: [line('1000.00'), line('500.00'), line('-100.00')],
  discounts: [],
  payableIncrement: null,
};
const INVOICE = computeInvoice(TERMS);

const by = (net: string, tax: string): CorrectedFigures => ({ net: new Exact(net), tax: new Exact(tax) });
const left = (...corrected: (CorrectedFigures | null)[]) => {
  const { lines, taxes, net, tax, total } = subtractCorrections(INVOICE, corrected);
  return {
    lines: lines.map((one) => [one.taxable, one.tax].map((amount) => amount.toFixed(2)).join(' ')),
    statedNet: lines.map(({ statedNet }) => statedNet.toFixed(2)),
    taxes: taxes.map((group) => [group.taxable, group.tax].map((amount) => amount.toFixed(2)).join(' ')),
    sums: [net, tax, total].map((amount) => amount.toFixed(2)).join(' '),
  };
};

describe('an invoice less its corrections', () => {
  it('is the invoice if there are none', () => {
    expect(subtractCorrections(INVOICE, [null, null, null])).toBe(INVOICE);
  });

  it('is reduced by credits, line by line, with its taxes and sums', () => {
    expect(left(by('-200', '-46'), null, null)).toEqual({
      lines: ['800.00 184.00', '500.00 115.00', '-100.00 -23.00'],
      statedNet: ['800.00', '500.00', '-100.00'],
      taxes: ['1200.00 276.00'],
      sums: '1200.00 276.00 1476.00',
    });
  });

  it('never exceeds the original amounts even if corrections added an amount', () => {
    expect(left(by('200', '46'), null, by('-50', '-11.5')).lines).toEqual([
      '1000.00 230.00',
      '500.00 115.00',
      '-100.00 -23.00',
    ]);
  });

  it('never becomes negative, and its discounts never become positive', () => {
    expect(left(by('-1200', '-276'), null, by('150', '34.5')).lines).toEqual([
      '0.00 0.00',
      '500.00 115.00',
      '0.00 0.00',
    ]);
    expect(left(null, null, by('40', '9.2')).lines[2]).toBe('-60.00 -13.80');
  });
});
