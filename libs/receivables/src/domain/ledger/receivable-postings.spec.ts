import fc from 'fast-check';
import { sumMinor } from '#platform/domain';
import { type BookedAmount, valueOfPart, without } from './booked-amount.js';
import { postAllocation, postReceipt, postSetOff, type ReceivablePosting } from './receivable-postings.js';

const show = (postings: readonly ReceivablePosting[]): string[] =>
  postings.map(
    ({ account, currency, amountMinor, booksAmountMinor }) =>
      `${account} ${currency} ${amountMinor} (${booksAmountMinor})`,
  );
const NO_DEDUCTION = { discountMinor: 0n, withheldMinor: 0n, feeMinor: 0n };
const item = (minor: bigint, booksMinor: bigint, currency = 'EUR') => ({
  id: 'D1',
  currency,
  open: { minor, booksMinor },
});
const payment = (minor: bigint, booksMinor: bigint, currency = 'EUR') => ({
  id: 'P1',
  currency,
  unapplied: { minor, booksMinor },
});

function expectBalanced(postings: readonly ReceivablePosting[]): void {
  expect(sumMinor(postings, ({ booksAmountMinor }) => booksAmountMinor)).toBe(0n);
  for (const currency of new Set(postings.map((line) => line.currency)))
    expect(
      sumMinor(
        postings.filter((line) => line.currency === currency),
        ({ amountMinor }) => amountMinor,
      ),
    ).toBe(0n);
}

describe('postReceipt', () => {
  it('keeps money on account until it is allocated', () => {
    expect(
      show(postReceipt({ id: 'P1', currency: 'USD', minor: 100n, booksMinor: 92n, heldIn: 'bank' })),
    ).toEqual(['bank USD 100 (92)', 'unapplied_cash USD -100 (-92)']);
  });
});

describe('postAllocation', () => {
  it('posts deductions at the rate of the document', () => {
    const settlement = {
      item: item(10_000n, 10_000n),
      payment: payment(9_500n, 9_500n),
      paymentMinor: 9_500n,
      amountMinor: 9_500n,
      discountMinor: 200n,
      withheldMinor: 250n,
      feeMinor: 50n,
    };
    expect(show(postAllocation(settlement))).toEqual([
      'unapplied_cash EUR 9500 (9500)',
      'discounts_granted EUR 200 (200)',
      'withholding_receivable EUR 250 (250)',
      'bank_fees EUR 50 (50)',
      'receivable EUR -10000 (-10000)',
    ]);
  });

  it('posts the loss of a currency that fell since the invoice', () => {
    const settlement = {
      item: item(10_000n, 9_200n, 'USD'),
      payment: payment(10_000n, 9_000n, 'USD'),
      paymentMinor: 10_000n,
      amountMinor: 10_000n,
      ...NO_DEDUCTION,
    };
    expect(show(postAllocation(settlement))).toEqual([
      'unapplied_cash USD 10000 (9000)',
      'receivable USD -10000 (-9200)',
      'exchange_difference USD 0 (200)',
    ]);
  });

  it('passes a payment in another currency through the clearing account', () => {
    const settlement = {
      item: item(10_000n, 10_000n),
      payment: payment(10_900n, 10_020n, 'USD'),
      paymentMinor: 10_900n,
      amountMinor: 10_000n,
      ...NO_DEDUCTION,
    };
    expect(show(postAllocation(settlement))).toEqual([
      'unapplied_cash USD 10900 (10020)',
      'clearing USD -10900 (-10020)',
      'clearing EUR 10000 (10020)',
      'receivable EUR -10000 (-10000)',
      'exchange_difference EUR 0 (-20)',
    ]);
  });

  it('balances each entry, and leaves nothing in the books of a document that is paid in parts', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.array(fc.tuple(fc.nat(100), fc.nat(3)), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (total, booksTotal, shares, isForeign) => {
          let open: BookedAmount = { minor: total, booksMinor: booksTotal };
          for (const [index, [share, kind]] of shares.entries()) {
            const isLast = index === shares.length - 1;
            const settled = isLast ? open.minor : (open.minor * BigInt(share)) / 100n;
            if (settled < 2n) continue;
            const deduction = kind === 0 ? 0n : settled / 10n;
            const amountMinor = settled - deduction;
            const postings = postAllocation({
              item: { id: 'D1', currency: 'EUR', open },
              payment: payment(amountMinor * 3n, amountMinor * 2n + 1n, isForeign ? 'USD' : 'EUR'),
              paymentMinor: isForeign ? amountMinor * 2n : amountMinor,
              amountMinor,
              discountMinor: kind === 1 ? deduction : 0n,
              withheldMinor: kind === 2 ? deduction : 0n,
              feeMinor: kind === 3 ? deduction : 0n,
            });
            expectBalanced(postings);
            const receivable = postings.find(({ account }) => account === 'receivable')!;
            open = without(open, {
              minor: -receivable.amountMinor,
              booksMinor: -receivable.booksAmountMinor,
            });
          }
          if (open.minor === 0n) expect(open.booksMinor).toBe(0n);
        },
      ),
    );
  });
});

describe('postSetOff', () => {
  it('uses a part of a credit note for a document', () => {
    const credit = { id: 'C1', currency: 'EUR', open: { minor: -5_000n, booksMinor: -4_600n } };
    const postings = postSetOff({ credit, item: item(8_000n, 7_200n), amountMinor: 2_000n });
    expect(show(postings)).toEqual([
      'receivable EUR 2000 (1840)',
      'receivable EUR -2000 (-1800)',
      'exchange_difference EUR 0 (-40)',
    ]);
    expect(postings.map(({ itemId }) => itemId)).toEqual(['C1', 'D1', undefined]);
    expectBalanced(postings);
  });
});

describe('valueOfPart', () => {
  it.each([
    [10n, 99n, 10n, 99n],
    [10n, 99n, 5n, 50n],
    [10n, 99n, 1n, 10n],
    [-10n, -99n, -5n, -50n],
    [3n, 1n, 1n, 0n],
  ])('of %s, worth %s: the value of %s is %s', (minor, booksMinor, part, expected) => {
    expect(valueOfPart({ minor, booksMinor }, part)).toBe(expected);
  });
});
