import { stepEquation } from './step-equation.js';

describe('the equation of a step', () => {
  const index = (weight: string, base: string, value: string) => ({
    key: 'wages',
    series: 'wages',
    baseMonth: '2025-12',
    month: '2026-12',
    weight,
    base,
    value,
  });

  it.each([
    [
      [index('0.5', '118.4', '126.1'), index('0.35', '203', '197.5')],
      '0.15 + 0.5 × 126.1 ÷ 118.4 + 0.35 × 197.5 ÷ 203 = 1.023034',
    ],
    [[index('1', '100', '102.3034')], '1 × 102.3034 ÷ 100 = 1.023034'],
  ])('shows the fixed part and the share of each index', (indexes, said) => {
    expect(stepEquation({ fixedPercentPerYear: null }, { indexes, rawFactor: '1.023034' })).toBe(said);
  });

  it('shows a fixed rate', () => {
    expect(stepEquation({ fixedPercentPerYear: '3' }, { indexes: [], rawFactor: '1.030000' })).toBe(
      '+3% → 1.030000',
    );
  });
});
