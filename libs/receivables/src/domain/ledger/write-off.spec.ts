import fc from 'fast-check';
import { type BookedAmount, without } from './booked-amount.js';
import { containedTax, findWriteOffFault, isSmallWriteOff, postWriteOff } from './write-off.js';

describe('findWriteOffFault', () => {
  const item = { openMinor: 6_150n, currency: 'EUR' };

  it.each([1n, 6_149n, 6_150n])('accepts %s of 6150', (amount) => {
    expect(findWriteOffFault(item, amount)).toBeUndefined();
  });

  it.each([
    [0n, 'receivables.amount_not_positive', undefined],
    [-1n, 'receivables.amount_not_positive', undefined],
    [6_151n, 'receivables.write_off_exceeds_open', { open: '61.50', currency: 'EUR' }],
  ])('rejects %s: %s', (amount, code, params) => {
    expect(findWriteOffFault(item, amount)).toEqual({
      pointer: '/amount',
      code,
      ...(params && { params }),
    });
  });
});

describe('isSmallWriteOff', () => {
  it.each([
    ['EUR', 1_000n, true],
    ['EUR', 1_001n, false],
    ['PLN', 5_000n, true],
    ['PLN', 5_001n, false],
    ['IDR', 20_000_000n, true],
    ['IDR', 20_000_001n, false],
    ['CHF', 1n, false],
    ['JPY', 1n, false],
  ])('in %s, %s minor units: %s', (currency, minor, expected) => {
    expect(isSmallWriteOff(minor, currency)).toBe(expected);
  });
});

describe('containedTax', () => {
  it.each([
    [23_000n, 123_000n, 123_000n, 23_000n],
    [23_000n, 123_000n, 61_500n, 11_500n],
    [23_000n, 123_000n, 1n, 0n],
    [23_000n, 123_000n, 3n, 1n],
    [0n, 100_000n, 50_000n, 0n],
    [0n, 0n, 50n, 0n],
  ])('with %s of %s as tax, %s contain %s', (taxMinor, grossMinor, amount, expected) => {
    expect(containedTax({ taxMinor, grossMinor }, amount)).toBe(expected);
  });

  it('never exceeds the amount or the tax of the document', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(minor, minor, fc.nat(1_000), (taxMinor, netMinor, share) => {
        const grossMinor = taxMinor + netMinor;
        const amount = (grossMinor * BigInt(share)) / 1_000n;
        const tax = containedTax({ taxMinor, grossMinor }, amount);
        expect(tax).toBeGreaterThanOrEqual(0n);
        expect(tax).toBeLessThanOrEqual(amount);
        expect(tax).toBeLessThanOrEqual(taxMinor);
      }),
    );
  });
});

describe('postWriteOff', () => {
  it('turns a part of the receivable into an expense, at the rate of the document', () => {
    const item = { id: 'D1', currency: 'USD', open: { minor: 10_000n, booksMinor: 9_200n } };
    expect(postWriteOff(item, 2_500n)).toEqual([
      { account: 'bad_debt', currency: 'USD', amountMinor: 2_500n, booksAmountMinor: 2_300n },
      {
        account: 'receivable',
        currency: 'USD',
        amountMinor: -2_500n,
        booksAmountMinor: -2_300n,
        itemId: 'D1',
      },
    ]);
  });

  it('is balanced, and leaves nothing in the books of a document that is written off in parts', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, amount, fc.array(fc.integer({ min: 1, max: 99 })), (minor, booksMinor, shares) => {
        let open: BookedAmount = { minor, booksMinor };
        for (const part of [...shares.map((share) => (open.minor * BigInt(share)) / 100n), null]) {
          const writtenOff = part ?? open.minor;
          if (writtenOff === 0n || writtenOff > open.minor) continue;
          const [expense, receivable] = postWriteOff({ id: 'D1', currency: 'EUR', open }, writtenOff);
          expect(expense!.amountMinor + receivable!.amountMinor).toBe(0n);
          expect(expense!.booksAmountMinor + receivable!.booksAmountMinor).toBe(0n);
          open = without(open, { minor: expense!.amountMinor, booksMinor: expense!.booksAmountMinor });
        }
        expect(open).toEqual({ minor: 0n, booksMinor: 0n });
      }),
    );
  });
});
