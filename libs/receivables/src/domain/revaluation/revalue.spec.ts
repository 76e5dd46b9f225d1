import fc from 'fast-check';
import { reverse } from '#invoicing/domain';
import { sumMinor } from '#platform/domain';
import type { BookedAmount } from '../ledger/booked-amount.js';
import { postAllocation } from '../ledger/receivable-postings.js';
import { postRevaluation, revalue } from './revalue.js';

const EUR_IN_PLN = { currency: 'EUR', booksCurrency: 'PLN' };
const show = (postings: ReturnType<typeof postRevaluation>): string[] =>
  postings.map(
    ({ account, amountMinor, booksAmountMinor }) => `${account} ${amountMinor} (${booksAmountMinor})`,
  );
const booked = ([minor, booksMinor]: readonly [bigint, bigint]): BookedAmount => ({ minor, booksMinor });

describe('revalue', () => {
  it.each([
    ['a higher rate is a gain', [[100_00n, 430_00n]], '4.35', 5_00n, 0n],
    ['a lower rate is a loss', [[100_00n, 430_00n]], '4.2', 0n, 10_00n],
    ['the same rate is neither', [[100_00n, 430_00n]], '4.3', 0n, 0n],
    ['a higher rate is a loss on a credit note', [[-100_00n, -430_00n]], '4.35', 0n, 5_00n],
    [
      'a gain and a loss are not netted',
      [
        [100_00n, 430_00n],
        [100_00n, 440_00n],
      ],
      '4.35',
      5_00n,
      5_00n,
    ],
    [
      'each item is rounded half away from zero',
      [
        [1n, 4n],
        [1n, 4n],
      ],
      '4.5',
      2n,
      0n,
    ],
    ['nothing is open', [], '4.3', 0n, 0n],
  ] as const)('%s', (_, items, rate, gainMinor, lossMinor) => {
    expect(revalue(items.map(booked), { ...EUR_IN_PLN, rate })).toMatchObject({ gainMinor, lossMinor });
  });

  it('converts between currencies with different decimals', () => {
    const rate = { currency: 'USD', booksCurrency: 'JPY', rate: '151.2' };
    expect(revalue([{ minor: 10_00n, booksMinor: 1_500n }], rate)).toEqual({
      documents: 1,
      open: { minor: 10_00n, booksMinor: 1_500n },
      gainMinor: 12n,
      lossMinor: 0n,
    });
  });
});

describe('postRevaluation', () => {
  it('posts gains and losses to separate accounts', () => {
    expect(show(postRevaluation('EUR', { gainMinor: 700n, lossMinor: 200n }))).toEqual([
      'receivable_revaluation 0 (500)',
      'unrealized_exchange_gain 0 (-700)',
      'unrealized_exchange_loss 0 (200)',
    ]);
  });

  it('posts only the difference from an earlier revaluation of the month', () => {
    const posted = { gainMinor: 700n, lossMinor: 200n };
    expect(show(postRevaluation('EUR', { gainMinor: 500n, lossMinor: 200n }, posted))).toEqual([
      'receivable_revaluation 0 (-200)',
      'unrealized_exchange_gain 0 (200)',
    ]);
    expect(postRevaluation('EUR', posted, posted)).toEqual([]);
  });

  const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const items = fc.array(fc.tuple(amount, amount).map(booked), { maxLength: 12 });
  const rate = fc.integer({ min: 1, max: 99_999_999 }).map((millionths) => (millionths / 10_000).toFixed(4));

  it('is balanced, and zero together with its reversal', () => {
    fc.assert(
      fc.property(items, items, rate, (before, after, at) => {
        const earlier = revalue(before, { ...EUR_IN_PLN, rate: at });
        const postings = postRevaluation('EUR', revalue(after, { ...EUR_IN_PLN, rate: at }), earlier);
        expect(sumMinor(postings, ({ booksAmountMinor }) => booksAmountMinor)).toBe(0n);
        const both = [...postings, ...reverse(postings)];
        for (const account of new Set(both.map((line) => line.account)))
          expect(
            sumMinor(
              both.filter((line) => line.account === account),
              ({ booksAmountMinor }) => booksAmountMinor,
            ),
          ).toBe(0n);
      }),
    );
  });

  it('values the receivables at the rate of the day, in however many steps', () => {
    fc.assert(
      fc.property(fc.array(items, { minLength: 1, maxLength: 4 }), rate, (steps, at) => {
        const results = steps.map((step) => revalue(step, { ...EUR_IN_PLN, rate: at }));
        const postings = results.flatMap((result, index) =>
          postRevaluation('EUR', result, results[index - 1]),
        );
        const last = results.at(-1)!;
        const adjustment = sumMinor(
          postings.filter(({ account }) => account === 'receivable_revaluation'),
          ({ booksAmountMinor }) => booksAmountMinor,
        );
        const valued = steps.at(-1)!.map((one) => revalue([one], { ...EUR_IN_PLN, rate: at }));
        expect(last.open.booksMinor + adjustment).toBe(
          sumMinor(valued, ({ open, gainMinor, lossMinor }) => open.booksMinor + gainMinor - lossMinor),
        );
      }),
    );
  });

  it('leaves the realized difference of a later payment as it is', () => {
    const settle = (open: BookedAmount) =>
      postAllocation({
        item: { id: 'D1', currency: 'EUR', open },
        payment: { id: 'P1', currency: 'EUR', unapplied: { minor: 100_00n, booksMinor: 441_00n } },
        paymentMinor: 100_00n,
        amountMinor: 100_00n,
        discountMinor: 0n,
        withheldMinor: 0n,
        feeMinor: 0n,
      });
    const open = { minor: 100_00n, booksMinor: 430_00n };
    const revaluation = postRevaluation('EUR', revalue([open], { ...EUR_IN_PLN, rate: '4.2' }));
    expect(revaluation.every(({ account }) => account !== 'receivable')).toBe(true);
    const realized = sumMinor(
      [...revaluation, ...reverse(revaluation), ...settle(open)].filter(
        ({ account }) => account !== 'receivable' && account !== 'unapplied_cash',
      ),
      ({ booksAmountMinor }) => booksAmountMinor,
    );
    expect(realized).toBe(-11_00n);
  });
});
