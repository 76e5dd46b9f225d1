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
  it('is undefined without known costs', () => {
    expect(
      marginOfPlan([bill('2026-10', '100.00')], [cost('2026-10', '0.00', 'none')], 'PLN'),
    ).toBeUndefined();
    expect(marginOfPlan([bill('2026-10', null)], [cost('2026-10', '20.00')], 'PLN')).toBeUndefined();
  });

  it('compares amounts and costs of the same months', () => {
    const bills = [bill('2026-09', '500.00'), bill('2026-10', '100.00'), bill('2026-11', '100.10')];
    const costs = [cost('2026-10', '40.05'), cost('2026-11', '20.00', 'partly')];
    expect(marginOfPlan(bills, costs, 'PLN')).toEqual({
      months: 2,
      cost: '60.05',
      margin: '140.05',
      share: 140.05 / 200.1,
      isUpperBound: true,
    });
  });

  it('is negative if costs exceed the amount, and above the amount after refunds', () => {
    expect(marginOfPlan([bill('2026-10', '10.00')], [cost('2026-10', '12.50')], 'PLN')?.margin).toBe('-2.50');
    expect(marginOfPlan([bill('2026-10', '10.00')], [cost('2026-10', '-2.50')], 'PLN')?.margin).toBe('12.50');
    expect(marginOfPlan([bill('2026-10', '0.00')], [cost('2026-10', '5.00')], 'PLN')?.share).toBeNull();
  });
});
