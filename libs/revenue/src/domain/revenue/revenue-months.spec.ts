import { foldMonths, rateKey, type RevenueSum, totalOf } from './revenue-months.js';

const sum = (more: Partial<RevenueSum> = {}): RevenueSum => ({
  month: '2026-10',
  currency: 'EUR',
  booksCurrency: 'PLN',
  bucket: 'issued',
  revenueClass: 'fee',
  behaviour: 'fixed',
  minor: 100_000n,
  booksMinor: 426_000n,
  waiting: 0,
  ...more,
});
const NOTHING = { disputed: [], unbilled: [] };

describe('revenue by month', () => {
  const sums = [
    sum(),
    sum({ revenueClass: 'usage', behaviour: 'variable', minor: 25_000n, booksMinor: 106_500n }),
    sum({ bucket: 'credited', minor: -10_000n, booksMinor: -42_600n }),
    sum({ bucket: 'drafted', minor: 5_000n, booksMinor: null, waiting: 2 }),
    sum({ month: '2026-11', currency: 'PLN', bucket: 'held', minor: 700n, booksMinor: null }),
  ];

  it('is listed by currency, the newest first; credits reduce issued revenue', () => {
    const months = foldMonths('documents', { sums, ...NOTHING }, new Map());
    expect(months.map(({ month, currency }) => `${month} ${currency}`)).toEqual([
      '2026-11 PLN',
      '2026-10 EUR',
    ]);
    expect(months[1]).toMatchObject({
      amounts: { issued: '1250.00', credited: '-100.00', drafted: '50.00', held: '0.00', disputed: '0.00' },
      fixed: '900.00',
      variable: '250.00',
      classes: [
        { revenueClass: 'fee', behaviour: 'fixed', amount: '900.00' },
        { revenueClass: 'usage', behaviour: 'variable', amount: '250.00' },
      ],
      waitingLines: 2,
      ratesOf: null,
    });
    expect(totalOf(months)).toEqual([
      { currency: 'EUR', fixed: '900.00', variable: '250.00', usagePercent: '21.74' },
      { currency: 'PLN', fixed: '0.00', variable: '0.00', usagePercent: null },
    ]);
  });

  it('in the accounting currency contains posted amounts, and others at the latest rate', () => {
    const rates = new Map([
      [rateKey('EUR', 'PLN'), { rate: '4.2512', day: '2026-11-20' }],
      [rateKey('PLN', 'PLN'), { rate: '1', day: null }],
    ]);
    const months = foldMonths(
      'books',
      {
        sums,
        disputed: [
          { month: '2026-10', currency: 'EUR', booksCurrency: 'PLN', minor: 1_000n, booksRate: '4.26' },
        ],
        unbilled: [{ month: '2026-10', currency: 'EUR', booksCurrency: 'PLN', contracts: 3 }],
      },
      rates,
    );
    expect(months[1]).toMatchObject({
      currency: 'PLN',
      amounts: { issued: '5325.00', credited: '-426.00', drafted: '212.56', disputed: '42.60' },
      unbilledContracts: 3,
      unconverted: [],
      ratesOf: '2026-11-20',
    });
    expect(months[0]).toMatchObject({ amounts: { held: '7.00' }, ratesOf: null });
  });

  it('reports amounts that could not be converted, and treats them as unknown instead of zero', () => {
    const [, october] = foldMonths(
      'books',
      { sums, ...NOTHING },
      new Map([[rateKey('PLN', 'PLN'), { rate: '1', day: null }]]),
    );
    expect(october).toMatchObject({
      amounts: { issued: '5325.00', drafted: '0.00' },
      unconverted: [{ currency: 'EUR', amount: '50.00' }],
    });
  });
});
