import fc from 'fast-check';
import { Exact, minorDecimals } from '#platform';
import { includedFor, rateBase, rateUsage } from './rating.js';

describe('rateBase', () => {
  it.each([
    ['4900', 28, 28, 'PLN', 490000n],
    ['100', 14, 31, 'EUR', 4516n],
    ['5', 14, 31, 'USD', 226n],
    ['5', 17, 31, 'USD', 274n],
    ['21500000', 10, 31, 'IDR', 693548387n],
    ['0.01', 1, 2, 'EUR', 1n],
  ])('%s for %p of %p days is %s %p', (amount, days, of, currency, minor) => {
    expect(rateBase(amount, { days, of }, currency).minor).toBe(minor);
  });
});

describe('includedFor', () => {
  it.each([
    ['150000', 30, 30, '150000'],
    ['0.5', 30, 30, '0.5'],
    ['150000', 14, 28, '75000'],
    ['150000', 17, 31, '82258'],
    ['0', 3, 31, '0'],
  ])('%s for %p of %p days is %s', (included, days, of, share) => {
    expect(includedFor(included, { days, of })).toBe(share);
  });

  it('never gives more than was agreed, however a month is cut', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 28, max: 31 }), fc.nat(30), (included, of, cut) => {
        const first = Math.min(cut, of);
        const parts = [first, of - first].map(
          (days) => new Exact(includedFor(String(included), { days, of })),
        );
        expect(parts[0]!.plus(parts[1]!).lte(included)).toBe(true);
      }),
    );
  });
});

describe('rateUsage', () => {
  it.each([
    ['187350', '150000', '0.0264', 'PLN', '37350', '986.04', 98604n],
    ['187350', '150000', '0.0062', 'EUR', '37350', '231.57', 23157n],
    ['1277.5', '1000', '2.85', 'GBP', '277.5', '790.875', 79088n],
    ['1000', '0', '0.05', 'USD', '1000', '50', 5000n],
    ['149999.9', '150000', '0.0264', 'PLN', '0', '0', 0n],
    ['150001', '150000', '118', 'IDR', '1', '118', 11800n],
    ['0.005', '0', '1', 'USD', '0.005', '0.005', 1n],
  ])('(%s - %s) x %s %s', (quantity, included, unitPrice, currency, overage, exact, minor) => {
    expect(rateUsage(quantity, included, unitPrice, currency)).toEqual({ overage, exact, minor });
  });

  const decimal = (whole: number, places: number) =>
    fc
      .tuple(fc.nat(whole), fc.nat(10 ** places - 1))
      .map(([a, b]) => `${a}.${String(b).padStart(places, '0')}`);

  it('is never negative, and within half a minor unit of the exact amount: rounded once', () => {
    fc.assert(
      fc.property(
        decimal(1e7, 4),
        decimal(1e6, 1),
        decimal(500, 8),
        fc.constantFrom('PLN', 'IDR', 'KWD'),
        (quantity, included, price, currency) => {
          const { minor, exact } = rateUsage(quantity, included, price, currency);
          expect(minor >= 0n).toBe(true);
          const booked = new Exact(minor.toString()).div(new Exact(10).pow(minorDecimals(currency)));
          const step = new Exact(10).pow(-minorDecimals(currency));
          expect(booked.minus(exact).abs().lte(step.div(2))).toBe(true);
        },
      ),
    );
  });

  it('grows with the quantity', () => {
    fc.assert(
      fc.property(
        decimal(1e6, 2),
        decimal(1e6, 2),
        decimal(1e6, 0),
        decimal(9, 4),
        (a, b, included, price) => {
          const [less, more] = new Exact(a).lt(b) ? [a, b] : [b, a];
          expect(
            rateUsage(less, included, price, 'EUR').minor <= rateUsage(more, included, price, 'EUR').minor,
          ).toBe(true);
        },
      ),
    );
  });
});
