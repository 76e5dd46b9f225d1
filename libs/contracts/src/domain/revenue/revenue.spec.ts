import { contractMargin } from './contract-margin.js';
import { recurringRevenue } from './recurring-revenue.js';

describe('recurring revenue', () => {
  it('includes base fees, minimums and subscriptions at their monthly value (EC-55)', () => {
    expect(
      recurringRevenue(
        [
          { key: 'base', kind: 'base', amount: '1150.00', months: 1 },
          { key: 'annual minimum', kind: 'minimum', amount: '28512.00', months: 12 },
          { key: 'parts', kind: 'subscription', amount: '4500.00', months: 3 },
          { key: 'overage', kind: 'overage', amount: '231.57', months: 1 },
          { key: 'retrofit', kind: 'one_off', amount: '9800.00', months: 1 },
        ],
        'EUR',
      ),
    ).toEqual({ mrr: '5026.00', arr: '60312.00', excluded: ['overage', 'retrofit'] });
  });

  it('calculates the year from the exact sum, not from the rounded month', () => {
    expect(
      recurringRevenue([{ key: 'base', kind: 'base', amount: '100.00', months: 12 }], 'EUR'),
    ).toMatchObject({ mrr: '8.33', arr: '100.00' });
  });
});

describe('the margin of a contract', () => {
  it('is the revenue less credits and costs (EC-58)', () => {
    const result = {
      revenue: ['13800.00', '2100.00'],
      credits: ['364.00'],
      costs: ['4680.00', '1320.00', '2080.00', '960.00', '410.00'],
    };
    expect(contractMargin(result, 'EUR')).toEqual({
      revenue: '15536.00',
      cost: '9450.00',
      grossMargin: '6086.00',
      grossMarginPercent: '39.17',
    });
  });

  it('has no percentage without revenue', () => {
    expect(contractMargin({ revenue: [], credits: [], costs: ['10'] }, 'EUR')).toMatchObject({
      grossMargin: '-10.00',
      grossMarginPercent: null,
    });
  });
});
