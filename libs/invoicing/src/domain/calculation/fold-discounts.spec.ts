import fc from 'fast-check';
import { Exact, sumOf } from '#platform/domain';
import { type DiscountRole, foldDiscounts } from './fold-discounts.js';
import { type Credit, computeCreditNotes } from './invoice-credits.js';
import { type InvoiceFigures, stepsOf, computeInvoice } from './invoice-figures.js';

const VAT = [{ code: 'standard', percent: '23' }];
const REDUCED = [{ code: 'reduced', percent: '8' }];
const PRECISION = { currency: 'EUR', taxIncrement: null } as const;
const STEPS = stepsOf(PRECISION);

function invoice(lines: readonly (readonly [amount: string, taxes: typeof VAT])[]): InvoiceFigures {
  return computeInvoice({
    ...PRECISION,
    prices: 'exclusive',
    lines: lines.map(([amount, taxes]) => ({ amount, discount: '0', taxes })),
    discounts: [],
    payableIncrement: null,
  });
}
const ROLES: readonly DiscountRole[] = ['lessened', 'lessened', 'apart', 'discount'];
const FIGURES = invoice([
  ['300', VAT],
  ['100', VAT],
  ['50', VAT],
  ['-40', VAT],
]);

describe('foldDiscounts', () => {
  it('credits the amount paid for a line, and nothing for a discount line', () => {
    const folded = foldDiscounts(FIGURES, ROLES, STEPS);
    expect(folded.lines.map(({ statedNet, taxable }) => [statedNet, taxable].map(String))).toEqual([
      ['300', '270'],
      ['100', '90'],
      ['50', '50'],
      ['0', '0'],
    ]);
    const [whole, discount] = computeCreditNotes(
      folded,
      [
        { line: 1, net: '100' },
        { line: 3, net: '40' },
      ],
      STEPS,
    );
    expect([whole!.net, whole!.tax, whole!.discountAdjustment, discount!.total].map(String)).toEqual([
      '90',
      '20.7',
      '10',
      '0',
    ]);
  });

  it('leaves an invoice without discounts unchanged', () => {
    expect(foldDiscounts(FIGURES, ['lessened', 'lessened', 'lessened', 'lessened'], STEPS)).toBe(FIGURES);
  });

  it('changes no total, and all credits together add up to exactly the invoice', () => {
    const cents = fc.integer({ min: 1, max: 100_000 }).map((minor) => new Exact(minor).div(100));
    const percent = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 5 }), cents, percent, (services, part, off) => {
        const discountOf = (amount: Exact) => amount.times(off).div(100).toDecimalPlaces(2).neg().toFixed();
        const figures = invoice([
          ...services.map((amount) => [amount.toFixed(), VAT] as const),
          [part.toFixed(), REDUCED],
          [discountOf(sumOf(services)), VAT],
          [discountOf(part), REDUCED],
        ]);
        const roles = figures.lines.map((_, place): DiscountRole =>
          place < figures.lines.length - 2 ? 'lessened' : 'discount',
        );
        const folded = foldDiscounts(figures, roles, STEPS);
        expect(sumOf(folded.lines.map(({ taxable }) => taxable)).eq(figures.net)).toBe(true);
        expect(sumOf(folded.lines.map(({ tax }) => tax)).eq(figures.tax)).toBe(true);
        const each = folded.lines.map(({ statedNet }, line): Credit => ({ line, net: statedNet.toFixed() }));
        const notes = computeCreditNotes(folded, each, STEPS);
        expect(sumOf(notes.map(({ total }) => total)).eq(figures.total)).toBe(true);
        expect(notes.every(({ total }) => total.gte(0))).toBe(true);
      }),
    );
  });
});
