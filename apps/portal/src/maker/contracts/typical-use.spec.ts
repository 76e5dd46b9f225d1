import type { Pricing } from '../../api/types.js';
import { isPriced } from './typical-use.js';

describe('whether a charge says what it costs', () => {
  const open = { upTo: null, unitPrice: '0.07' };
  it.each<[boolean, Pricing]>([
    [false, { model: 'flat' }],
    [true, { model: 'flat', amount: '4900' }],
    [false, { model: 'unit', includedQuantity: '100' }],
    [true, { model: 'unit', unitPrice: '0' }],
    [false, { model: 'package', packageSize: '100' }],
    [true, { model: 'package', packageSize: '100', packagePrice: '9' }],
    [false, { model: 'graduated', tiers: [] }],
    [false, { model: 'graduated', tiers: [{ upTo: null }] }],
    [false, { model: 'volume', tiers: [{ upTo: null, unitPrice: '0.09' }, open] }],
    [true, { model: 'volume', tiers: [{ upTo: '100', unitPrice: '0.09' }, open] }],
    [true, { model: 'stairstep', tiers: [{ upTo: null, flatFee: '40' }] }],
    [false, { model: 'hour_bands', tiers: [{ upTo: null, flatFee: '40' }] }],
    [true, { model: 'hour_bands', contractedQuantity: '4000', tiers: [{ upTo: null, flatFee: '40' }] }],
  ])('%s of %j', (expected, pricing) => expect(isPriced(pricing)).toBe(expected));
});
