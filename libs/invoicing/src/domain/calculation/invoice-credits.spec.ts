import fc from 'fast-check';
import { Exact, sumOf } from '#platform/domain';
import { type Credit, type CreditNoteFigures, computeCreditNotes } from './invoice-credits.js';
import { type InvoiceTerms, type LineToInvoice, stepsOf, computeInvoice } from './invoice-figures.js';
import { printAmount, stepOf } from './precision.js';

const line = (amount: string, percent: string, discount = '0'): LineToInvoice => ({
  amount,
  discount,
  taxes: [{ code: null, percent }],
});

const PLAIN: Omit<InvoiceTerms, 'lines'> = {
  currency: 'EUR',
  prices: 'exclusive',
  taxIncrement: null,
  discounts: [],
  payableIncrement: null,
};

const terms = (lines: readonly LineToInvoice[], more: Partial<InvoiceTerms> = {}): InvoiceTerms => ({
  ...PLAIN,
  lines,
  ...more,
});

function credit(of: InvoiceTerms, credits: readonly Credit[]): CreditNoteFigures[] {
  return computeCreditNotes(computeInvoice(of), credits, stepsOf(of));
}

const print = (notes: readonly CreditNoteFigures[]) =>
  notes.map(({ discountAdjustment, net, tax, total }) =>
    [discountAdjustment, net, tax, total].map((amount) => printAmount(amount, 'EUR')).join(' '),
  );
const fraction = (numerator: string, denominator: string): Credit => ({
  fraction: { numerator, denominator },
});

describe('credit notes', () => {
  it.each<[string, InvoiceTerms, Credit[], string[]]>([
    [
      'CN-02: a fraction, its tax from the rounded net',
      terms([line('160.00', '25')]),
      [fraction('29', '30')],
      ['0.00 154.67 38.67 193.34'],
    ],
    ['CN-03', terms([line('29.99', '23.33')]), [fraction('6', '7')], ['0.00 25.71 6.00 31.71']],
    [
      'CN-06: the last credit note takes the remainder',
      terms(Array.from({ length: 4 }, () => line('68.33', '20'))),
      ['68.33', '68.33', '68.33', '13.67', '22.33', '32.33'].map((net) => ({ net })),
      [
        '0.00 68.33 13.67 82.00',
        '0.00 68.33 13.67 82.00',
        '0.00 68.33 13.67 82.00',
        '0.00 13.67 2.73 16.40',
        '0.00 22.33 4.47 26.80',
        '0.00 32.33 6.45 38.78',
      ],
    ],
    [
      'CN-10: line by line, the tax of the last credit note is a cent smaller',
      terms(['68.33', '68.33', '57.50', '85.00'].map((amount) => line(amount, '20'))),
      ['68.33', '68.33', '57.50', '85.00'].map((net, position) => ({ line: position, net })),
      [
        '0.00 68.33 13.67 82.00',
        '0.00 68.33 13.67 82.00',
        '0.00 57.50 11.50 69.00',
        '0.00 85.00 16.99 101.99',
      ],
    ],
    [
      'never more than is left',
      terms([line('100', '20')]),
      [{ net: '60' }, { net: '60' }, { net: '60' }],
      ['0.00 60.00 12.00 72.00', '0.00 40.00 8.00 48.00', '0.00 0.00 0.00 0.00'],
    ],
    [
      'a line reverses its discounts in proportion, its own and the invoice’s',
      terms([line('100', '20', '10'), line('100', '20')], { discounts: [{ amount: '19' }] }),
      [
        { line: 0, net: '50' },
        { line: 0, net: '50' },
        { line: 1, net: '200' },
      ],
      ['9.50 40.50 8.10 48.60', '9.50 40.50 8.10 48.60', '10.00 90.00 18.00 108.00'],
    ],
    [
      'an amount that a credit of the whole took from a line is not left for the line',
      terms([line('100', '20'), line('100', '10')], { discounts: [{ percent: '10' }] }),
      [fraction('1', '2'), { line: 0, net: '100' }, fraction('1', '1')],
      ['0.00 90.00 13.50 103.50', '5.00 45.00 9.00 54.00', '0.00 45.00 4.50 49.50'],
    ],
    [
      'inclusive prices: their net',
      terms([line('121', '21')], { prices: 'inclusive', discounts: [{ percent: '10' }] }),
      [{ line: 0, net: '50' }, { net: '45' }],
      ['5.00 45.00 9.45 54.45', '0.00 45.00 9.45 54.45'],
    ],
    [
      'a document with a negative total, reversed',
      terms([line('-100', '20')]),
      [{ net: '-40' }, { net: '10' }, fraction('1', '1')],
      ['0.00 -40.00 -8.00 -48.00', '0.00 0.00 0.00 0.00', '0.00 -60.00 -12.00 -72.00'],
    ],
  ])('%s', (_, of, credits, expected) => expect(print(credit(of, credits))).toEqual(expected));

  it('shares stated taxes in proportion (CN-08)', () => {
    const of = terms([
      {
        amount: '100.00',
        discount: '0',
        taxes: [
          { code: 'VAT', amount: '15.00' },
          { code: 'City', amount: '5.00' },
        ],
      },
    ]);
    const notes = credit(of, [{ line: 0, net: '33.33' }, { net: '66.67' }]);
    expect(notes.map(({ taxes }) => taxes.map(({ code, tax }) => `${code} ${tax.toFixed(2)}`))).toEqual([
      ['VAT 5.00', 'City 1.67'],
      ['VAT 10.00', 'City 3.33'],
    ]);
  });

  it('contains only the taxes of the credited lines', () => {
    const of = terms([line('100', '0'), line('100', '8')]);
    const [first] = credit(of, [{ line: 0, net: '10' }]);
    expect(first!.taxes.map(({ percent, tax }) => [percent, tax.toFixed()])).toEqual([['0', '0']]);
  });

  it('never exceed the invoice, and exactly equal it once everything is credited', () => {
    const amount = fc
      .integer({ min: 1, max: 10_000_000 })
      .map((cents) => new Exact(cents).div(100).toFixed());
    const anyLine = fc
      .tuple(amount, fc.constantFrom('0', '5', '19', '23.33'), fc.constantFrom('0', '0.33', '5'))
      .map(([stated, percent, discount]) => line(stated, percent, discount));
    const anyTerms = fc.record({
      currency: fc.constantFrom('EUR', 'JPY', 'KWD', 4),
      prices: fc.constantFrom('exclusive' as const, 'inclusive' as const),
      taxIncrement: fc.constantFrom(null, '1'),
      lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
      discounts: fc.array(
        fc.integer({ min: 0, max: 60 }).map((percent) => ({ percent: String(percent) })),
        { maxLength: 2 },
      ),
      payableIncrement: fc.constant(null),
    });
    const anyCredit = fc.oneof(
      amount.map((net): Credit => ({ net })),
      fc.tuple(fc.nat(6), amount).map(([position, net]): Credit => ({ line: position, net })),
      fc
        .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 }))
        .map(([a, b]) => fraction(String(a), String(b))),
    );
    fc.assert(
      fc.property(anyTerms, fc.array(anyCredit, { maxLength: 8 }), (of, some) => {
        const invoice = computeInvoice(of);
        const step = stepOf(of.currency)!;
        const credits = some.map((each) =>
          'line' in each ? { ...each, line: each.line % of.lines.length } : each,
        );
        const notes = credit(of, [...credits, fraction('1', '1')]);
        const sum = (pick: (note: CreditNoteFigures) => Exact): string => sumOf(notes.map(pick)).toFixed();
        expect(sum(({ net }) => net)).toBe(invoice.net.toFixed());
        expect(sum(({ tax }) => tax)).toBe(invoice.tax.toFixed());
        expect(sum(({ total }) => total)).toBe(invoice.total.toFixed());
        for (const { net, tax, taxes, discountAdjustment } of notes) {
          expect(net.lt(0) || tax.lt(0)).toBe(false);
          expect(sumOf(taxes.map((each) => each.tax)).toFixed()).toBe(tax.toFixed());
          for (const exact of [net, tax, discountAdjustment]) expect(exact.mod(step).toFixed()).toBe('0');
        }
        for (const group of invoice.taxes) {
          const of = notes.flatMap(({ taxes }) => taxes).filter(({ percent }) => percent === group.percent);
          expect(sumOf(of.map(({ tax }) => tax)).toFixed()).toBe(group.tax.toFixed());
        }
      }),
      { numRuns: 2000 },
    );
  });
});
