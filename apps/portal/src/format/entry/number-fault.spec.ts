import { withoutExcessZeros } from './decimal-text.js';
import { numberFault } from './number-fault.js';

describe('the limits of a number field', () => {
  it.each([
    ['5', { decimals: 0 }, null],
    ['5.5', { decimals: 0 }, 'whole'],
    ['5.55', { decimals: 1 }, 'decimals'],
    ['5.55', { decimals: 2 }, null],
    ['0', { decimals: 0, min: '1' }, 'min'],
    ['1', { decimals: 0, min: '1' }, null],
    ['100.01', { decimals: 2, max: '100' }, 'max'],
    ['100', { decimals: 2, max: '100' }, null],
    ['-91', { decimals: 6, min: '-90', max: '90' }, 'range'],
    ['91', { decimals: 6, min: '-90', max: '90' }, 'range'],
    ['90.000001', { decimals: 6, min: '-90', max: '90' }, 'range'],
    ['-90', { decimals: 6, min: '-90', max: '90' }, null],
  ])('find in %s within %j: %s', (value, limits, fault) => {
    expect(numberFault(value, limits)).toBe(fault);
  });

  it.each([
    ['12.3400', 2, '12.34'],
    ['12.345', 2, '12.345'],
    ['12.3450', 2, '12.345'],
    ['5.00', 0, '5'],
    ['5.0', 2, '5.0'],
    ['-5', 0, '-5'],
  ])('keep of %s with %d decimals only %s', (value, decimals, kept) => {
    expect(withoutExcessZeros(value, decimals)).toBe(kept);
  });
});
