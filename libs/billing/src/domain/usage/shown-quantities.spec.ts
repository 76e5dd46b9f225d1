import { Exact } from '#platform/domain';
import { decimalsOfUnit, formatQuantity } from './shown-quantities.js';

const UNIT = { model: 'unit', unitPrice: '1' } as const;
const counted = (...quantities: string[]) => quantities.map((quantity) => ({ quantity, heldQuantity: '0' }));

describe('a quantity that was not metered', () => {
  it.each<[string, Parameters<typeof decimalsOfUnit>, string]>([
    ['has the decimals of what was counted', [UNIT, counted('65.5', '12')], '566.7'],
    ['has no decimals if nothing has', [UNIT, counted('65')], '567'],
    [
      'has the decimals of the agreed minimum',
      [{ ...UNIT, minQuantity: '1000.25' }, counted('65.5')],
      '566.73',
    ],
    ['has at most the stored decimals', [UNIT, counted('1.12345678901234')], '566.725806451613'],
    [
      'has the decimals of a conversion',
      [{ ...UNIT, convert: { divideBy: '7', rounding: 'up', decimals: 1 } }, counted('5')],
      '566.7',
    ],
    [
      'has the decimals of a quotient',
      [{ ...UNIT, convert: { divideBy: '7' } }, counted('5')],
      '566.725806451613',
    ],
  ])('%s', (_name, given, told) => {
    expect(formatQuantity(new Exact(17_568.5).div(31), decimalsOfUnit(...given))).toBe(told);
  });
});
