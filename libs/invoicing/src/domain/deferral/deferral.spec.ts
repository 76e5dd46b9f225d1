import fc from 'fast-check';
import { sumMinor } from '#platform/domain';
import { plusDays } from '#contracts/domain';
import type { Posting } from '../accounting/journal.js';
import { creditRevenue, deferRevenue, postDeferred, type RevenuePart } from './deferred-parts.js';
import { type BilledService, isBilledInAdvance, weighMonths } from './service-months.js';

const amounts = (parts: readonly RevenuePart[]): [string, bigint][] =>
  parts.map(({ month, amountMinor }) => [month.slice(0, 7), amountMinor]);
const service = (from: string, to: string, due: string | null = 'advance'): BilledService => ({
  from,
  to,
  due,
});
const revenue = (minor: bigint) => ({ amountMinor: minor, booksAmountMinor: minor });

describe('isBilledInAdvance', () => {
  it.each([
    ['a month that is over', '2026-11-01', '2026-12-01', '2026-12-01', false],
    ['the month of the posting', '2026-11-01', '2026-12-01', '2026-11-01', false],
    ['the next month', '2026-12-01', '2027-01-01', '2026-11-25', true],
    ['a month that ends in the next month', '2026-11-15', '2026-12-15', '2026-11-15', true],
    ['a year that has begun', '2026-01-01', '2027-01-01', '2026-11-30', true],
  ])('%s', (_, from, to, postingDate, expected) => {
    expect(isBilledInAdvance(service(from, to), postingDate)).toBe(expected);
  });
});

describe('deferRevenue', () => {
  it.each([
    [
      'a month of the contract by days',
      service('2026-11-16', '2026-12-16'),
      300_00n,
      [
        ['2026-11', 150_00n],
        ['2026-12', 150_00n],
      ],
    ],
    [
      'a quarter in equal months, whatever their length',
      service('2027-01-01', '2027-04-01', 'quarterly'),
      100_00n,
      [
        ['2027-01', 33_34n],
        ['2027-02', 33_33n],
        ['2027-03', 33_33n],
      ],
    ],
    [
      'a quarter from the middle of a month',
      service('2027-01-15', '2027-04-15', 'quarterly'),
      3_00n,
      [
        ['2027-01', 55n],
        ['2027-02', 95n],
        ['2027-03', 1_05n],
        ['2027-04', 45n],
      ],
    ],
    [
      'a year that begins within a month by days, because it has no whole months',
      service('2027-01-10', '2027-03-01', 'yearly'),
      50_00n,
      [
        ['2027-01', 22_00n],
        ['2027-02', 28_00n],
      ],
    ],
    [
      'a credit as a charge',
      service('2026-11-16', '2026-12-16'),
      -300_00n,
      [
        ['2026-11', -150_00n],
        ['2026-12', -150_00n],
      ],
    ],
  ] as const)('divides %s', (_, billed, minor, expected) => {
    expect(amounts(deferRevenue(revenue(minor), weighMonths(billed)))).toEqual(expected);
  });
});

describe('creditRevenue', () => {
  const months = weighMonths(service('2027-01-01', '2027-05-01', 'yearly'));

  it('takes back what is deferred, and reduces the revenue of released months', () => {
    const stored = deferRevenue(revenue(400_00n), months).map((part) => ({
      ...part,
      isReleased: part.month <= '2027-02-01',
    }));
    expect(creditRevenue(stored, revenue(-100_00n), months)).toEqual(
      ['01', '02', '03', '04'].map((month) => ({
        month: `2027-${month}-01`,
        ...revenue(-25_00n),
        isReleased: month <= '02',
      })),
    );
  });

  it('leaves nothing once the whole line is credited', () => {
    const stored = deferRevenue(revenue(100_01n), months);
    const first = creditRevenue(stored, revenue(-33_33n), months);
    const second = creditRevenue([...stored, ...first], revenue(-66_68n), months);
    for (const { month } of months)
      expect(
        sumMinor(
          [...stored, ...first, ...second].filter((part) => part.month === month),
          ({ amountMinor }) => amountMinor,
        ),
      ).toBe(0n);
  });
});

describe('postDeferred', () => {
  const posting: Posting = {
    account: 'revenue',
    amountMinor: 100_00n,
    booksAmountMinor: 430_00n,
    revenueClass: 'fee',
    behaviour: 'fixed',
    taxCategory: null,
    taxPercent: null,
    machineId: 'M',
    invoiceLineId: 'L',
  };
  const part = (minor: bigint, isReleased: boolean) => ({
    month: '2027-01-01',
    amountMinor: -minor,
    booksAmountMinor: -minor * 4n,
    isReleased,
  });

  it('splits a credit into deferred and released revenue', () => {
    expect(postDeferred(posting, [part(60n, false), part(40n, true)])).toEqual([
      {
        ...posting,
        account: 'deferred_revenue',
        amountMinor: 60n,
        booksAmountMinor: 240n,
        revenueClass: null,
        behaviour: null,
      },
      { ...posting, amountMinor: 40n, booksAmountMinor: 160n },
    ]);
  });

  it('omits parts of zero', () => {
    expect(postDeferred(posting, [part(60n, false)]).map(({ account }) => account)).toEqual([
      'deferred_revenue',
    ]);
  });
});

describe('deferred revenue', () => {
  const billed = fc
    .record({
      start: fc.integer({ min: 0, max: 1_000 }),
      days: fc.integer({ min: 1, max: 800 }),
      due: fc.constantFrom('advance', 'quarterly', 'yearly', 'once', null),
    })
    .map(({ start, days, due }) => {
      const from = plusDays('2026-01-01', start);
      return service(from, plusDays(from, days), due);
    });
  const minor = fc.bigInt({ min: 1n, max: 10n ** 11n });
  const share = fc.integer({ min: 0, max: 100 });

  it('is released to exactly the net of the line, whatever is credited and when', () => {
    fc.assert(
      fc.property(
        billed,
        minor,
        minor,
        fc.array(fc.record({ share, releasedMonths: fc.integer({ min: 0, max: 30 }) }), { maxLength: 5 }),
        (one, amountMinor, booksAmountMinor, credits) => {
          const months = weighMonths(one);
          let stored = deferRevenue({ amountMinor, booksAmountMinor }, months);
          let left = { amountMinor, booksAmountMinor };
          for (const { share: percent, releasedMonths } of credits) {
            const upTo = months[releasedMonths]?.month ?? '';
            stored = stored.map((part) => ({ ...part, isReleased: part.isReleased || part.month < upTo }));
            const credit = {
              amountMinor: -(left.amountMinor * BigInt(percent)) / 100n,
              booksAmountMinor: -(left.booksAmountMinor * BigInt(percent)) / 100n,
            };
            left = {
              amountMinor: left.amountMinor + credit.amountMinor,
              booksAmountMinor: left.booksAmountMinor + credit.booksAmountMinor,
            };
            const parts = creditRevenue(stored, credit, months);
            expect(sumMinor(parts, (part) => part.amountMinor)).toBe(credit.amountMinor);
            expect(sumMinor(parts, (part) => part.booksAmountMinor)).toBe(credit.booksAmountMinor);
            stored = [...stored, ...parts];
          }
          expect(sumMinor(stored, (part) => part.amountMinor)).toBe(left.amountMinor);
          expect(sumMinor(stored, (part) => part.booksAmountMinor)).toBe(left.booksAmountMinor);
          const rest = deferRevenue(left, months);
          for (const { month, amountMinor: expected } of rest)
            expect(
              sumMinor(
                stored.filter((part) => part.month === month),
                (part) => part.amountMinor,
              ),
            ).toBe(expected);
        },
      ),
    );
  });

  it('covers each month of the service once, and no other', () => {
    fc.assert(
      fc.property(billed, (one) => {
        const months = weighMonths(one).map(({ month }) => month);
        expect(new Set(months).size).toBe(months.length);
        expect(months[0]).toBe(`${one.from.slice(0, 7)}-01`);
        expect(months.at(-1)).toBe(`${plusDays(one.to, -1).slice(0, 7)}-01`);
      }),
    );
  });
});
