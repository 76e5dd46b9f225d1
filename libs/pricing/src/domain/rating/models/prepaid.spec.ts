import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { coverParts, type PrepaidTerms } from './prepaid.js';

type Lot = readonly [quantity: number, from: string, until: string | null];

const termsOf = (lots: readonly Lot[], allowanceUntil = '2026-11-30'): PrepaidTerms => ({
  lots: lots.map(([quantity, from, until]) => ({ quantity: new Exact(quantity), from, until })),
  allowanceUntil,
});
/** Covers cumulative usage by day of November. */
const cover = (used: Readonly<Record<string, number>>, allowance: number, terms: PrepaidTerms) =>
  coverParts(
    Object.entries(used).map(([day, quantity]) => ({ part: `2026-11-${day}`, used: new Exact(quantity) })),
    new Exact(allowance),
    terms,
  ).map(({ part, quantity, drawn }) =>
    [part.slice(-2), quantity.toFixed(), ...drawn.map((one) => one.toFixed())].join(' '),
  );

describe('coverParts', () => {
  it.each<[string, Readonly<Record<string, number>>, number, readonly Lot[], readonly string[]]>([
    ['the allowance alone', { '01': 4, '02': 15 }, 10, [], ['01 0', '02 5']],
    [
      'the lot that expires first, then the next, then the allowance',
      { '01': 4, '02': 15, '03': 40 },
      10,
      [
        [8, '2026-01-01', '2027-12-31'],
        [6, '2026-01-01', '2026-11-20'],
      ],
      // The allowance expires on the last day of November, after the second lot and before the first.
      ['01 0 0 4', '02 0 0 6', '03 16 8 6'],
    ],
    [
      'a lot before the allowance that expires on the same day',
      { '01': 3 },
      10,
      [[5, '2026-11-01', '2026-11-30']],
      ['01 0 3'],
    ],
    ['a lot without a last day after the allowance', { '01': 12 }, 10, [[5, '2026-11-01', null]], ['01 0 2']],
    [
      'no lot before its first day',
      { '01': 2, '02': 5 },
      0,
      [[10, '2026-11-02', null]],
      ['01 2 0', '02 2 3'],
    ],
    [
      'a lot on its last day, and not after it',
      { '05': 2, '06': 5 },
      0,
      [[10, '2026-11-01', '2026-11-05']],
      ['05 0 2', '06 3 2'],
    ],
    ['nothing beyond the last day of the allowance', { '30': 4 }, 3, [], ['30 1']],
    ['nothing with a fall of usage', { '01': 8, '02': 6, '03': 9 }, 5, [], ['01 3', '02 1', '03 4']],
  ])('uses %s', (_, used, allowance, lots, expected) => {
    expect(cover(used, allowance, termsOf(lots))).toEqual(expected);
  });

  it('uses no allowance after its last day', () => {
    expect(cover({ '10': 2, '11': 6 }, 5, termsOf([], '2026-11-10'))).toEqual(['10 0', '11 4']);
  });

  const quantity = fc.integer({ min: 0, max: 40 });
  const day = fc.integer({ min: 1, max: 30 }).map((one) => `2026-11-${String(one).padStart(2, '0')}`);
  const lot = fc.record({ quantity, from: day, until: fc.option(day) });
  const month = fc.record({
    usage: fc.array(quantity, { minLength: 30, maxLength: 30 }),
    allowance: quantity,
    lots: fc.array(lot, { maxLength: 4 }),
  });

  it('never covers more than a lot holds, nor outside its days, and prices all other usage', () => {
    fc.assert(
      fc.property(month, ({ usage, allowance, lots }) => {
        let total = 0;
        const parts = usage.map((daily, index) => ({
          part: `2026-11-${String(index + 1).padStart(2, '0')}`,
          used: new Exact((total += daily)),
        }));
        const terms = termsOf(lots.map((one): Lot => [one.quantity, one.from, one.until]));
        const covered = coverParts(parts, new Exact(allowance), terms);
        covered.forEach(({ drawn, quantity: priced }, index) => {
          const before = covered[index - 1];
          const { part, used } = parts[index]!;
          drawn.forEach((taken, position) => {
            const { quantity: held, from, until } = terms.lots[position]!;
            const today = taken.minus(before?.drawn[position] ?? 0);
            expect(taken.lte(held)).toBe(true);
            expect(today.gte(0)).toBe(true);
            if (from > part || (until !== null && until < part)) expect(today.toFixed()).toBe('0');
          });
          const free = used.minus(priced).minus(drawn.reduce((sum, taken) => sum.plus(taken), new Exact(0)));
          // The allowance covers the remaining usage, which no lot covers and for which the customer does not pay.
          expect(free.gte(0) && free.lte(allowance)).toBe(true);
          // Usage is priced only if no usable source is left.
          if (priced.gt(before?.quantity ?? 0)) {
            expect(free.toFixed()).toBe(String(allowance));
            for (const [position, { quantity: held, from, until }] of terms.lots.entries())
              if (from <= part && (until === null || until >= part))
                expect(drawn[position]!.toFixed()).toBe(held.toFixed());
          }
        });
      }),
    );
  });
});
