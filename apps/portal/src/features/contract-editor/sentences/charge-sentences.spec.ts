/// <reference types="vitest/globals" />
import { type ChargeValues, newCharge } from '../../charges/form/charge-values.js';
import type { PricingValues } from '../../charges/form/pricing-values.js';
import { chargeSentences, type OptionalFigure } from './charge-sentences.js';

const charge = (
  model: PricingValues['model'],
  pricing: Partial<PricingValues> = {},
  more: Partial<ChargeValues> = {},
): ChargeValues => {
  const empty = newCharge(model, ['me-1']);
  return { ...empty, ...more, pricing: { ...empty.pricing, ...pricing } };
};
const written = (values: ChargeValues, ...shown: OptionalFigure[]) =>
  chargeSentences(values, new Set(shown)).map(({ key, fields }) => [key, fields]);

describe('the sentences of a charge', () => {
  it.each<[string, ChargeValues, unknown[]]>([
    ['monthly fee', charge('flat'), [['charge.flat.arrears.contract', { amount: 'amount' }]]],
    [
      'yearly fee per machine',
      charge('flat', {}, { due: 'yearly', perMachine: true }),
      [['charge.flat.year.machine', { amount: 'amount' }]],
    ],
    [
      'one-time amount at the start',
      charge('flat', {}, { due: 'once' }),
      [['charge.flat.atStart', { amount: 'amount' }]],
    ],
    [
      'one-time amount on a day',
      charge('flat', {}, { due: 'once', dueOn: '2027-03-01' }),
      [['charge.flat.once', { amount: 'amount', day: 'dueOn' }]],
    ],
    ['price per unit', charge('unit'), [['charge.unitEach', { price: 'unitPrice' }]]],
    [
      'price above an allowance',
      charge('unit', { includedQuantity: '150000', unitPrice: '0.0264' }),
      [
        ['charge.included.month', { quantity: 'includedQuantity' }],
        ['charge.unitBeyond', { price: 'unitPrice' }],
      ],
    ],
    [
      'only a minimum',
      charge('unit', { unitPrice: '0', minAmount: '64000' }, { countsBy: 'year' }),
      [['charge.minimumAmount.year', { amount: 'minAmount' }]],
    ],
    [
      'two minimums with one price',
      charge('unit', { minQuantity: '10', minQuantityPerMachine: '2' }),
      [
        ['charge.unitEach', { price: 'unitPrice' }],
        ['charge.minimum.month', { quantity: 'minQuantity', price: 'shortfallPrice' }],
        ['charge.minimumPerMachine.month', { quantity: 'minQuantityPerMachine' }],
      ],
    ],
    ['packages', charge('package'), [['charge.package', { price: 'packagePrice', size: 'packageSize' }]]],
    ['tiers', charge('graduated'), [['charge.graduated.month', {}]]],
    ['hour bands', charge('hour_bands'), [['charge.hourBands', { contracted: 'contractedQuantity' }]]],
  ])('%s', (_name, values, expected) => {
    expect(written(values)).toEqual(expected);
  });

  it('contain an empty optional figure while it is shown', () => {
    expect(written(charge('unit'), 'maxAmount', 'discountPercent')).toEqual([
      ['charge.unitEach', { price: 'unitPrice' }],
      ['charge.maximum.month', { amount: 'maxAmount' }],
      ['charge.discount', { percent: 'discountPercent' }],
    ]);
  });
});
