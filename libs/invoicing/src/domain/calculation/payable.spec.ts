import fc from 'fast-check';
import { Exact, fromMinor } from '#platform/domain';
import { computeInvoice } from './invoice-figures.js';
import { type DocumentToPay, roundingOf, amountToPay } from './payable.js';

const bill = (change: Partial<DocumentToPay>): DocumentToPay => ({
  currency: 'CHF',
  grossMinor: 12_343n,
  depositMinor: null,
  payableIncrement: '0.05',
  ...change,
});

describe('the amount to pay', () => {
  it.each<[what: string, document: Partial<DocumentToPay>, paid: bigint, rounding: bigint]>([
    ['is rounded up', {}, 12_345n, 2n],
    ['is rounded down', { grossMinor: 12_342n }, 12_340n, -2n],
    ['is rounded half away from zero', { grossMinor: 12_350n, payableIncrement: '1' }, 12_400n, 50n],
    ['is not rounded without an increment', { payableIncrement: null }, 12_343n, 0n],
    ['is rounded after a deposit', { depositMinor: 10_001n }, 2_340n, -2n],
    ['is zero if a deposit covers everything', { depositMinor: 12_343n }, 0n, 0n],
    ['can be negative', { grossMinor: -12_343n }, -12_345n, -2n],
  ])('%s', (_what, document, paid, rounding) => {
    expect(amountToPay(bill(document))).toBe(paid);
    expect(roundingOf(bill(document))).toBe(rounding);
  });

  it('equals the amount in the invoice preview of the same total', () => {
    const increments = fc.constantFrom('0.05', '0.1', '0.5', '1', '100');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        increments,
        (grossMinor, payableIncrement) => {
          const figures = computeInvoice({
            currency: 'CHF',
            prices: 'exclusive',
            taxIncrement: null,
            lines: [{ amount: fromMinor(grossMinor, 'CHF'), discount: '0', taxes: [] }],
            discounts: [],
            payableIncrement,
          });
          const paid = amountToPay(bill({ grossMinor, payableIncrement }));
          expect(new Exact(fromMinor(paid, 'CHF')).eq(figures.payable)).toBe(true);
        },
      ),
    );
  });
});
