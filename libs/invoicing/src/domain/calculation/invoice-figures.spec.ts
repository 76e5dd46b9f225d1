import fc from 'fast-check';
import { Exact, sumOf } from '#platform/domain';
import { type InvoiceTerms, type LineToInvoice, computeInvoice } from './invoice-figures.js';
import { printAmount } from './precision.js';

const line = (amount: string, percent?: string, discount = '0'): LineToInvoice => ({
  amount,
  discount,
  taxes: percent === undefined ? [] : [{ code: null, percent }],
});

const terms = (given: Partial<InvoiceTerms>): InvoiceTerms => ({
  currency: 'EUR',
  prices: 'exclusive',
  taxIncrement: null,
  lines: [],
  discounts: [],
  payableIncrement: null,
  ...given,
});

function figures(given: Partial<InvoiceTerms>) {
  const input = terms(given);
  const print = (amount: Exact): string => printAmount(amount, input.currency);
  const invoice = computeInvoice(input);
  return {
    documentType: invoice.documentType,
    discount: print(invoice.discount),
    discountShares: invoice.lines.map(({ discountShare }) => print(discountShare)),
    taxable: invoice.lines.map(({ taxable }) => print(taxable)),
    lineTaxes: invoice.lines.map(({ tax }) => print(tax)),
    taxes: invoice.taxes.map(({ code, percent, taxable, tax }) => [
      code,
      percent,
      print(taxable),
      print(tax),
    ]),
    net: print(invoice.net),
    tax: print(invoice.tax),
    total: print(invoice.total),
    payable: print(invoice.payable),
    roundingLine: invoice.roundingLine && print(invoice.roundingLine),
  };
}

describe('computeInvoice', () => {
  it('taxes each rate once, after discounts (TAX-01)', () => {
    const lines = [line('100.00', '10'), line('50.00', '0'), line('30.00', '20'), line('20.00', '20')];
    expect(figures({ lines, discounts: [{ amount: '10.00' }] })).toEqual({
      documentType: 'invoice',
      discount: '10.00',
      discountShares: ['5.00', '2.50', '1.50', '1.00'],
      taxable: ['95.00', '47.50', '28.50', '19.00'],
      lineTaxes: ['9.50', '0.00', '5.70', '3.80'],
      taxes: [
        [null, '10', '95.00', '9.50'],
        [null, '0', '47.50', '0.00'],
        [null, '20', '47.50', '9.50'],
      ],
      net: '190.00',
      tax: '19.00',
      total: '209.00',
      payable: '209.00',
      roundingLine: null,
    });
  });

  it.each<[string, Partial<InvoiceTerms>, Partial<ReturnType<typeof figures>>]>([
    [
      'TAX-02: discounts that exceed the lines',
      { lines: [line('100.00', '10')], discounts: [{ amount: '10.00' }, { amount: '110.00' }] },
      { discount: '100.00', tax: '0.00', total: '0.00', documentType: 'invoice' },
    ],
    [
      'percentages of the amount left, in order',
      { lines: [line('100', '10')], discounts: [{ percent: '10' }, { amount: '15' }, { percent: '50' }] },
      { discount: '62.50', net: '37.50', tax: '3.75' },
    ],
    [
      'the line’s own discount first',
      { lines: [line('100', '10', '20'), line('20', '10', '30')], discounts: [{ percent: '10' }] },
      { discount: '8.00', discountShares: ['8.00', '0.00'], net: '72.00', total: '79.20' },
    ],
    [
      'a line rounded once, including its discount',
      { lines: [line('10.005', undefined, '0.005')] },
      { net: '10.00' },
    ],
    [
      'CN-10: once per rate, not once per line',
      { lines: ['68.33', '68.33', '57.50', '85.00'].map((amount) => line(amount, '20')) },
      { tax: '55.83', total: '334.99', lineTaxes: ['13.67', '13.66', '11.50', '17.00'] },
    ],
    [
      'TAX-04: inclusive prices',
      { prices: 'inclusive', lines: [line('10.00', '21')] },
      { tax: '1.74', net: '8.26', total: '10.00' },
    ],
    [
      'TAX-04 with four decimals',
      { currency: 4, prices: 'inclusive', lines: [line('10.00', '21')] },
      { tax: '1.7355', net: '8.2645', total: '10.0000' },
    ],
    [
      'inclusive prices, discounted before the tax is extracted, once per rate',
      {
        prices: 'inclusive',
        lines: [line('121', '21', '1'), line('0.05', '21'), line('109', '9')],
        discounts: [{ percent: '10' }],
      },
      { discount: '22.91', tax: '26.85', net: '179.29', total: '206.14' },
    ],
    [
      'several taxes on an inclusive line',
      {
        prices: 'inclusive',
        lines: [
          {
            ...line('120'),
            taxes: [
              { code: 'state', percent: '15' },
              { code: 'city', percent: '5' },
            ],
          },
        ],
      },
      {
        net: '100.00',
        taxes: [
          ['state', '15', '100.00', '15.00'],
          ['city', '5', '100.00', '5.00'],
        ],
      },
    ],
    [
      'stated taxes',
      {
        lines: [
          {
            ...line('100'),
            taxes: [
              { code: 'VAT', amount: '15.00' },
              { code: 'City', amount: '5.00' },
            ],
          },
        ],
      },
      {
        tax: '20.00',
        lineTaxes: ['20.00'],
        taxes: [
          ['VAT', null, '100.00', '15.00'],
          ['City', null, '100.00', '5.00'],
        ],
      },
    ],
    [
      'separates one rate in two categories, and joins one rate that is written in two ways',
      {
        lines: [
          { ...line('10.03'), taxes: [{ code: 'S', percent: '5' }] },
          { ...line('10.03'), taxes: [{ code: 'S', percent: '5.0' }] },
          { ...line('10.03'), taxes: [{ code: 'AA', percent: '5' }] },
        ],
      },
      {
        taxes: [
          ['S', '5', '20.06', '1.00'],
          ['AA', '5', '10.03', '0.50'],
        ],
      },
    ],
    [
      'the increment of the tax regime',
      { currency: 'IDR', taxIncrement: '1', lines: [line('1234567.89', '11')] },
      { tax: '135802.00', total: '1370369.89' },
    ],
    [
      'RND-11: a payable amount without decimals',
      { currency: 'IDR', payableIncrement: '1', lines: [line('1234567.89')] },
      { total: '1234567.89', payable: '1234568.00', roundingLine: '0.11' },
    ],
    [
      'five centimes',
      { currency: 'CHF', payableIncrement: '0.05', lines: [line('10.02')] },
      { payable: '10.00', roundingLine: '-0.02' },
    ],
    [
      'RND-07: a negative total is a credit note',
      { currency: 'USD', lines: [line('-10.125', '10')] },
      { documentType: 'credit_note', net: '-10.13', tax: '-1.01', total: '-11.14' },
    ],
    [
      'a correction among the lines',
      { lines: [line('100', '20'), line('-30', '20')], discounts: [{ percent: '10' }] },
      { discountShares: ['10.00', '-3.00'], lineTaxes: ['18.00', '-5.40'], total: '75.60' },
    ],
    [
      'a percentage applies to a correction, an amount does not',
      { lines: [line('-100')], discounts: [{ percent: '10' }, { amount: '5' }] },
      { discount: '-10.00', net: '-90.00' },
    ],
    [
      'without rounding',
      { currency: null, lines: [line('0.3333333', '7.5')], discounts: [{ percent: '1' }] },
      { net: '0.329999967', tax: '0.024749997525', total: '0.354749964525' },
    ],
    ['no line', {}, { net: '0.00', total: '0.00', documentType: 'invoice' }],
  ])('%s', (_, given, expected) => expect(figures(given)).toMatchObject(expected));

  it.each([
    ['VND', '1000.5', '1001'],
    ['USD', '0.005', '0.01'],
    ['USD', '0.004', '0.00'],
    ['JPY', '-100.5', '-101'],
    ['USD', '1.23556789', '1.24'],
    ['KWD', '1.0005', '1.001'],
    [4, '1.23456789', '1.2346'],
    [0, '0.5', '1'],
  ])('rounds in %s, half away from zero: %s is %s (RND-*)', (currency, amount, net) =>
    expect(figures({ currency, lines: [line(amount)] }).net).toBe(net),
  );

  it.each([
    ['ALLOC-01', 'USD', '0.05', ['1', '1', '1'], ['0.02', '0.02', '0.01']],
    ['ALLOC-02', 'JPY', '5', ['10', '10', '10'], ['2', '2', '1']],
    ['ALLOC-04', 'USD', '0.01', ['100', '1'], ['0.01', '0.00']],
    ['ALLOC-06', 'USD', '6.00', ['10', '5'], ['4.00', '2.00']],
  ])('shares a discount among the lines, %s', (_, currency, amount, lines, shares) =>
    expect(
      figures({ currency, lines: lines.map((each) => line(each)), discounts: [{ amount }] }).discountShares,
    ).toEqual(shares),
  );
});

describe('for any lines', () => {
  const cents = (min: number) => fc.integer({ min, max: 10_000_000 }).map((each) => String(each / 1000));
  const anyLine = fc
    .tuple(cents(-1_000_000), cents(0), fc.constantFrom('0', '5', '8.875', '19', '23'))
    .map(([amount, discount, percent]) => line(amount, percent, discount));
  const anyTerms = fc.record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'IDR', 4),
    prices: fc.constantFrom('exclusive' as const, 'inclusive' as const),
    taxIncrement: fc.constantFrom(null, '1'),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    discounts: fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 120 }).map((percent) => ({ percent: String(percent) })),
        cents(0).map((amount) => ({ amount })),
      ),
      { maxLength: 3 },
    ),
    payableIncrement: fc.constantFrom(null, '0.05', '1'),
  });
  const equal = (a: Exact, b: Exact) => expect(a.toFixed()).toBe(b.toFixed());

  it('shares and taxes add up, and no discount changes the sign', () => {
    fc.assert(
      fc.property(anyTerms, (given) => {
        const { lines, taxes, discount, net, tax, total, payable, roundingLine } = computeInvoice(given);
        equal(sumOf(lines.map(({ discountShare }) => discountShare)), discount);
        equal(sumOf(lines.map(({ taxable }) => taxable)), net);
        equal(sumOf(lines.map((each) => each.tax)), tax);
        equal(sumOf(taxes.map((each) => each.tax)), tax);
        for (const group of taxes) equal(sumOf(group.lines.map((each) => each.tax)), group.tax);
        equal(net.plus(tax), total);
        equal(total.plus(roundingLine ?? 0), payable);
        const before = computeInvoice({ ...given, discounts: [] });
        const [left, whole] = given.prices === 'inclusive' ? [total, before.total] : [net, before.net];
        expect(left.isZero() || left.isNegative() === whole.isNegative()).toBe(true);
        expect(left.abs().lte(whole.abs())).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('a document with a negative total has the amounts of the positive one with opposite signs', () => {
    fc.assert(
      fc.property(anyTerms, (given) => {
        const plain = {
          ...given,
          discounts: [],
          lines: given.lines.map((each) => ({ ...each, discount: '0' })),
        };
        const mirrored = {
          ...plain,
          lines: plain.lines.map((each) => ({ ...each, amount: negated(each.amount) })),
        };
        const [one, other] = [computeInvoice(plain), computeInvoice(mirrored)];
        equal(one.total, other.total.neg());
        one.lines.forEach((each, index) => equal(each.tax, other.lines[index]!.tax.neg()));
      }),
    );
  });

  it('bills inclusive prices without a rounding difference, at any rates', () => {
    fc.assert(
      fc.property(anyTerms, (given) => {
        const inclusive = { ...given, prices: 'inclusive' as const, discounts: [] };
        equal(
          computeInvoice(inclusive).total,
          computeInvoice({ ...inclusive, lines: given.lines.map(untaxed) }).total,
        );
      }),
    );
  });

  const negated = (amount: string): string => new Exact(amount).neg().toFixed();
  const untaxed = (each: LineToInvoice): LineToInvoice => ({ ...each, taxes: [] });
});
