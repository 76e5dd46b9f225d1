import type { Pricing, PricingPreview } from '../../../api/types.js';
import { formatAmount } from '../../../format/money/money.js';
import { describeTypicalUsage, isPriced, totalsByCharge } from './typical-usage.js';

const charge = (pricing: object) => ({
  due: 'arrears' as const,
  countsBy: 'year' as const,
  perMachine: true,
  pricing: pricing as Pricing,
});

const runs = (...lines: [charge: string, amount: string | null][]) =>
  [{ lines: lines.map(([key, amount]) => ({ charge: key, amount })) }] as unknown as PricingPreview['runs'];

describe('the preview of charges', () => {
  it('describes a year of usage for all machines without losing a digit', () => {
    const { charges, runs: described } = describeTypicalUsage(
      [charge({ model: 'flat', amount: '0.1' }), charge({ model: 'unit', unitPrice: '1' })],
      '123456789012345678.1',
      3,
      'EUR',
    );
    expect(charges[0]).toMatchObject({ amount: '0.3' });
    expect(described[0]!.usage).toEqual([{ charge: '1', machine: null, quantity: '1481481468148148137.2' }]);
  });

  it('passes an invalid amount on for validation', () => {
    const { charges } = describeTypicalUsage([charge({ model: 'flat', amount: '1,5' })], '', 2, 'EUR');
    expect(charges[0]).toMatchObject({ amount: '1,5' });
  });

  it('adds line amounts as decimals per charge, and skips lines on hold', () => {
    const totals = totalsByCharge(
      runs(['0', '0.1'], ['0', '0.2'], ['1', '-9007199254740993.01'], ['1', null]),
    );
    expect([...totals]).toEqual([
      ['0', '0.3'],
      ['1', '-9007199254740993.01'],
    ]);
  });

  it.each([
    ['JPY', '1,481'],
    ['EUR', '1,481.40'],
    ['KWD', '1,481.400'],
  ])('is formatted in %s with its own decimals', (currency, written) => {
    const amount = currency === 'JPY' ? '1481' : totalsByCharge(runs(['0', '1481.4'])).get('0')!;
    expect(formatAmount(amount, currency, 'en')).toBe(written);
  });
});

describe('whether a charge has a price', () => {
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
