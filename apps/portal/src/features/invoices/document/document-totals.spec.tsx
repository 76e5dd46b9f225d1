/// <reference types="vitest/globals" />
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { factsOf, plain } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Invoice } from '../../../api/types.js';
import { DocumentTotals } from './document-totals.js';

type Tax = Invoice['taxes'][number];

const money = (amount: string, currency = 'EUR') => ({ amount, currency });
const tax = (change: Partial<Tax> = {}): Tax => ({
  category: 'standard',
  percent: '23',
  reason: '',
  taxable: money('100.00'),
  tax: money('23.00'),
  ...change,
});
const totalsOf = async (change: Partial<Invoice>) => {
  const { container } = await renderPortal(<DocumentTotals invoice={buildInvoice(change)} />);
  return factsOf(container);
};
const taxName = (category: Tax['category'], params: Readonly<Record<string, string>>) =>
  plain(text(`document.tax.${category}`, params));

describe('the totals of a document', () => {
  it('are net, tax and the amount due', async () => {
    expect(await totalsOf({ taxes: [tax()] })).toEqual({
      [text('document.net')]: '100.00',
      [taxName('standard', { percent: '23%', taxable: '100.00 EUR' })]: '23.00',
      [text('document.gross')]: '123.00 EUR',
    });
  });

  it.each([
    ['JPY', '123000', '123,000 JPY'],
    ['KWD', '123.456', '123.456 KWD'],
    ['IDR', '1500000.00', '1,500,000.00 IDR'],
  ])('have the decimals of %s', async (currency, amount, due) => {
    const zero = money('0', currency);
    const totals = await totalsOf({ currency, payable: money(amount, currency), credited: zero });
    expect(totals[text('document.gross')]).toBe(due);
  });

  it('keep the decimals of a tax rate', async () => {
    const totals = await totalsOf({ taxes: [tax({ percent: '7.5' })] });
    expect(Object.keys(totals)).toContain(taxName('standard', { percent: '7.5%', taxable: '100.00 EUR' }));
  });

  it('list each tax, with the reason for a rate of zero', async () => {
    const reverse = tax({
      category: 'reverse_charge',
      percent: '0',
      reason: 'Article 196',
      taxable: money('40.00'),
      tax: money('0.00'),
    });
    const names = Object.keys(await totalsOf({ taxes: [tax(), reverse] }));
    expect(names.slice(1, 3)).toEqual([
      taxName('standard', { percent: '23%', taxable: '100.00 EUR' }),
      `${taxName('reverse_charge', { taxable: '40.00 EUR' })}Article 196`,
    ]);
  });

  it('show the total with tax before a deposit and a rounding change the amount due', async () => {
    const totals = await totalsOf({
      gross: money('123.04'),
      deposit: money('50.00'),
      rounding: money('-0.04'),
      payable: money('73.00'),
    });
    expect(totals).toMatchObject({
      [text('document.withTax')]: '123.04',
      [text('document.deposit')]: '−50.00',
      [text('document.rounding')]: '−0.04',
      [text('document.gross')]: '73.00 EUR',
    });
  });

  it('show the amount of credit notes', async () => {
    const totals = await totalsOf({ credited: money('12.30') });
    expect(totals[text('document.credited')]).toBe('−12.30');
  });

  it.each([
    ['a credit note', 'credit_note', money('49.20')],
    ['a correction that reduces a month', 'correction', money('-49.20')],
  ] as const)('of %s are a positive credit', async (_, kind, payable) => {
    const totals = await totalsOf({ kind, documentType: 'credit_note', payable });
    expect(totals[text('document.givenBack')]).toBe('49.20 EUR');
    expect(totals).not.toHaveProperty([text('document.gross')]);
  });
});
