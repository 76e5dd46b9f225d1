import fc from 'fast-check';
import { type NumberedAmount, splitEntry } from './split-entry.js';

const line = (number: string, minor: bigint, currency = 'EUR', booksMinor = minor): NumberedAmount => ({
  number,
  currency,
  amountMinor: minor,
  booksAmountMinor: booksMinor,
});
const figures = (lines: readonly NumberedAmount[]) =>
  splitEntry(lines).map(({ number, contraNumber, currency, amountMinor, booksAmountMinor }) => [
    number,
    contraNumber,
    currency,
    amountMinor,
    booksAmountMinor,
  ]);

it.each<[string, readonly NumberedAmount[], unknown[]]>([
  [
    'an invoice against the receivable',
    [line('1400', 119n), line('8400', -100n), line('1776', -19n)],
    [
      ['8400', '1400', 'EUR', -100n, -100n],
      ['1776', '1400', 'EUR', -19n, -19n],
    ],
  ],
  [
    'two lines of one account together',
    [line('1400', 150n), line('8400', -100n), line('8400', -50n)],
    [['8400', '1400', 'EUR', -150n, -150n]],
  ],
  ['an entry on one account into nothing', [line('1400', 50n), line('1400', -50n)], []],
  ['nothing into nothing', [], []],
  [
    'a payment in another currency, with an exchange difference without an amount',
    [
      line('1590', 400n, 'PLN', 100n),
      line('1595', -400n, 'PLN', -100n),
      line('1595', 110n, 'USD', 100n),
      line('1400', -110n, 'USD', -97n),
      line('2660', 0n, 'USD', -3n),
    ],
    [
      ['1590', '1595', 'PLN', 400n, 100n],
      ['1400', '1595', 'USD', -110n, -97n],
      ['2660', '1595', 'USD', 0n, -3n],
    ],
  ],
])('splits %s', (_, lines, pairs) => {
  expect(figures(lines)).toEqual(pairs);
});

it('keeps the sums per account, whatever the entry', () => {
  const minor = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
  const free = fc.array(
    fc.record({
      number: fc.constantFrom('1400', '8400', '8410', '1776', '1590'),
      currency: fc.constantFrom('EUR', 'PLN'),
      amountMinor: minor,
      booksAmountMinor: minor,
    }),
    { maxLength: 8 },
  );
  // The last lines balance each currency and the accounting values.
  const balanced = fc.tuple(free, fc.constantFrom('1400', '1595')).map(([lines, number]) => {
    const rest = ['EUR', 'PLN'].map((currency) => ({
      number,
      currency,
      amountMinor: -sumOf(
        lines.filter((one) => one.currency === currency),
        'amountMinor',
      ),
      booksAmountMinor: 0n,
    }));
    const difference = {
      number,
      currency: 'EUR',
      amountMinor: 0n,
      booksAmountMinor: -sumOf(lines, 'booksAmountMinor'),
    };
    return [...lines, ...rest, difference];
  });
  fc.assert(
    fc.property(balanced, (lines) => {
      const pairs = splitEntry(lines);
      const posted = pairs.flatMap(({ contraNumber, ...pair }) => [
        pair,
        {
          ...pair,
          number: contraNumber,
          amountMinor: -pair.amountMinor,
          booksAmountMinor: -pair.booksAmountMinor,
        },
      ]);
      for (const number of new Set(lines.map((one) => one.number))) {
        const of = (all: readonly NumberedAmount[]) => all.filter((one) => one.number === number);
        expect(sumOf(of(posted), 'booksAmountMinor')).toBe(sumOf(of(lines), 'booksAmountMinor'));
        for (const currency of ['EUR', 'PLN']) {
          const inCurrency = (all: readonly NumberedAmount[]) =>
            sumOf(
              of(all).filter((one) => one.currency === currency),
              'amountMinor',
            );
          expect(inCurrency(posted)).toBe(inCurrency(lines));
        }
      }
      expect(pairs.every((pair) => pair.number !== pair.contraNumber)).toBe(true);
    }),
  );
});

function sumOf(lines: readonly NumberedAmount[], field: 'amountMinor' | 'booksAmountMinor'): bigint {
  return lines.reduce((all, one) => all + one[field], 0n);
}
