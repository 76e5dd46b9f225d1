import { Exact } from './money.js';
import { sumMinor, sumOf } from './sums.js';

describe('sums', () => {
  it.each([
    ['of an empty list', [], '0'],
    ['of decimals that a double cannot represent', ['0.1', '0.2', new Exact('0.3')], '0.6'],
    ['of both signs', ['1e-12', -1, '1'], '0.000000000001'],
  ])('%s', (_what, decimals, sum) => expect(sumOf(decimals).toFixed()).toBe(sum));

  it('adds the selected value of each item', () => {
    const lines = [
      { quantity: '1.5', minor: 10n },
      { quantity: '2.5', minor: -4n },
    ];
    expect(sumOf(lines, ({ quantity }) => quantity).toFixed()).toBe('4');
    expect(sumMinor(lines, ({ minor }) => minor)).toBe(6n);
    expect(sumMinor([])).toBe(0n);
  });
});
