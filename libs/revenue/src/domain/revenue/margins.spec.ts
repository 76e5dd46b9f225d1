import { compareMargins, type ResultParts, computeMargin } from './margins.js';

const EC_58: ResultParts = {
  revenue: [
    { bucket: 'issued', behaviour: 'fixed', minor: 1_380_000n },
    { bucket: 'issued', behaviour: 'variable', minor: 210_000n },
    { bucket: 'credited', behaviour: 'variable', minor: -36_400n },
  ],
  costs: [
    { kind: 'depreciation', minor: 468_000n },
    { kind: 'parts', minor: 132_000n },
    { kind: 'labour_travel', minor: 208_000n },
    { kind: 'financing', minor: 96_000n },
    { kind: 'connectivity', minor: 41_000n },
  ],
  gaps: [],
};

describe('a margin', () => {
  it('is a year’s revenue less credits and costs (EC-58)', () => {
    expect(computeMargin(EC_58, 'EUR')).toMatchObject({
      fixed: '13800.00',
      variable: '2100.00',
      credits: '364.00',
      revenue: '15536.00',
      cost: '9450.00',
      margin: '6086.00',
      marginPercent: '39.17',
      costsKnown: 'all_known',
    });
  });

  it('is unknown without a cost, whatever the revenue', () => {
    expect(computeMargin({ ...EC_58, costs: [] }, 'EUR')).toMatchObject({
      revenue: '15536.00',
      cost: '0.00',
      margin: null,
      marginPercent: null,
      costsKnown: 'none',
    });
  });

  it('is marked as an upper bound if costs are missing', () => {
    const gaps = [
      { kind: 'kit' as const, count: 2 },
      { kind: 'visit' as const, count: 0 },
    ];
    expect(computeMargin({ ...EC_58, gaps }, 'EUR')).toMatchObject({
      margin: '6086.00',
      costsKnown: 'partly',
      gaps: [{ kind: 'kit', count: 2 }],
    });
  });

  it('has no percentage without revenue, and refunds reduce the cost', () => {
    expect(
      computeMargin(
        {
          revenue: [],
          costs: [
            { kind: 'parts', minor: 1_000n },
            { kind: 'parts', minor: -250n },
          ],
          gaps: [],
        },
        'EUR',
      ),
    ).toMatchObject({
      cost: '7.50',
      margin: '-7.50',
      marginPercent: null,
      costs: [{ kind: 'parts', amount: '7.50' }],
    });
  });

  it('sorts the worst first, and unknown ones last', () => {
    const of = (minor: bigint) => computeMargin({ ...EC_58, costs: [{ kind: 'other', minor }] }, 'EUR');
    const [bad, good, unknown] = [of(2_000_000n), of(100n), computeMargin({ ...EC_58, costs: [] }, 'EUR')];
    expect([unknown, good, bad].sort(compareMargins)).toEqual([bad, good, unknown]);
  });
});
