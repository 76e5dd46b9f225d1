import type { Pricing } from '#contracts/domain';
import { hasSamePrices, copyPrices, pricesOf, withPrices } from './priced-fields.js';

const PRICING: Pricing = {
  model: 'graduated',
  minAmount: '100.00',
  minQuantity: '500',
  discountPercent: '5',
  shortfallPrice: '0.2',
  commitment: { amount: '1000', overageFactor: '2' },
  tiers: [
    { upTo: '1000', unitPrice: '0.1', flatFee: '10' },
    { upTo: null, unitPrice: '0.05', ratePercent: '3', maxAmount: '900' },
  ],
};

describe('the prices of a charge', () => {
  it('are found by field: amounts separate from unit prices, without quantities and percentages', () => {
    expect(pricesOf(PRICING)).toEqual({
      amounts: { minAmount: '100.00', '0 flatFee': '10', '1 maxAmount': '900', commitment: '1000' },
      unitPrices: { shortfallPrice: '0.2', '0 unitPrice': '0.1', '1 unitPrice': '0.05' },
    });
    expect(pricesOf({ model: 'flat', amount: null, commitment: { quantity: '5' } })).toEqual({
      amounts: {},
      unitPrices: {},
    });
  });

  it('are replaced where a new price is given, and nowhere else', () => {
    expect(
      withPrices(PRICING, { minAmount: '200', '1 unitPrice': '0.06', commitment: '2000', amount: '1' }),
    ).toEqual({
      ...PRICING,
      amount: '1',
      minAmount: '200',
      commitment: { amount: '2000', overageFactor: '2' },
      tiers: [PRICING.tiers![0], { ...PRICING.tiers![1], unitPrice: '0.06' }],
    });
    expect(withPrices(PRICING, {})).toEqual(PRICING);
    expect(withPrices({ model: 'flat' }, { commitment: '5' })).toEqual({ model: 'flat' });
  });

  it('can be copied to another charge', () => {
    const other: Pricing = { model: 'unit', unitPrice: '7', includedQuantity: '10' };
    expect(copyPrices(other, { model: 'unit', unitPrice: '3' })).toEqual({ ...other, unitPrice: '3' });
  });
});

describe('hasSamePrices', () => {
  const flat = (amount: string, more: Partial<Pricing> = {}): Pricing => ({ model: 'flat', amount, ...more });

  it.each<[string, Pricing, Pricing, boolean]>([
    ['regardless of trailing zeros', flat('100'), flat('100.00'), true],
    ['regardless of quantities', flat('1', { minQuantity: '5' }), flat('1', { minQuantity: '6' }), true],
    ['if neither has any', { model: 'flat' }, { model: 'unit' }, true],
    ['unless one differs', flat('100'), flat('101'), false],
    ['unless one of several differs', flat('1', { minAmount: '2' }), flat('1', { minAmount: '3' }), false],
    ['unless the first has one more', flat('1', { minAmount: '2' }), flat('1'), false],
    ['unless the second has one more', flat('1'), flat('1', { minAmount: '2' }), false],
    ['unless they are in other fields', flat('1'), { model: 'unit', unitPrice: '1' }, false],
  ])('%s', (_what, a, b, same) => {
    expect(hasSamePrices(a, b)).toBe(same);
  });
});
