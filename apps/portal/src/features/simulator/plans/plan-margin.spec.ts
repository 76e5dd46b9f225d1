import { marginOfPlan } from './plan-margin.js';

const bill = (month: string, amount: string | null) => ({
  month,
  amount: amount === null ? null : { amount, currency: 'PLN' },
  waits: false,
});
const cost = (month: string, amount: string, costsKnown: 'none' | 'partly' | 'all_known' = 'all_known') => ({
  month,
  cost: amount,
  costsKnown,
});

describe('marginOfPlan', () => {
  it('tells nothing where no cost is known', () => {
    expect(
      marginOfPlan([bill('2026-10', '100.00')], [cost('2026-10', '0.00', 'none')], 'PLN'),
    ).toBeUndefined();
    expect(marginOfPlan([bill('2026-10', null)], [cost('2026-10', '20.00')], 'PLN')).toBeUndefined();
  });

  it('holds the same months against each other', () => {
    const bills = [bill('2026-09', '500.00'), bill('2026-10', '100.00'), bill('2026-11', '100.10')];
    const costs = [cost('2026-10', '40.05'), cost('2026-11', '20.00', 'partly')];
    expect(marginOfPlan(bills, costs, 'PLN')).toEqual({
      months: 2,
      cost: '60.05',
      margin: '140.05',
      share: 140.05 / 200.1,
      isAtMost: true,
    });
  });

  it('is below zero where costs are more, and above the amount where something came back', () => {
    expect(marginOfPlan([bill('2026-10', '10.00')], [cost('2026-10', '12.50')], 'PLN')?.margin).toBe('-2.50');
    expect(marginOfPlan([bill('2026-10', '10.00')], [cost('2026-10', '-2.50')], 'PLN')?.margin).toBe('12.50');
    expect(marginOfPlan([bill('2026-10', '0.00')], [cost('2026-10', '5.00')], 'PLN')?.share).toBeNull();
  });
});
