import { escalatePricing } from './escalated-pricing.js';
import { nextStep, readIndexClause } from './index-clause.js';

const ESCALATOR = {
  from: '2027-01-01',
  fixed: 0.15,
  wages: 0.5,
  material: 0.35,
  cap: 1.05,
  floor: 1,
};
const clauseOf = (escalator: unknown) => readIndexClause({ escalator }, '2025-02-01');

describe('an index clause', () => {
  it('is read as contracts write it', () => {
    expect(clauseOf(ESCALATOR)).toEqual({
      term: {
        weights: [
          { key: 'wages', weight: '0.5' },
          { key: 'material', weight: '0.35' },
        ],
        cap: '1.05',
        floor: '1',
        fixedPercentPerYear: null,
        factorDecimals: null,
        priceDecimals: null,
      },
      series: ['wages', 'material'],
      from: '2027-01-01',
      noticeDays: 30,
      baseMonth: '2025-01',
    });
  });

  it('may be a fixed rate, with its own notice and base', () => {
    expect(
      clauseOf({ from: '2027-01-01', fixed_percent_per_year: '3', notice_days: 90, base_month: '2025-12' }),
    ).toMatchObject({
      term: { weights: [], fixedPercentPerYear: '3' },
      series: [],
      noticeDays: 90,
      baseMonth: '2025-12',
    });
  });

  it.each([
    [undefined],
    [null],
    ['yes'],
    [{}],
    [{ from: 'soon', wages: 1 }],
    [{ from: '2027-01-01' }],
    [{ from: '2027-01-01', wages: 'half' }],
  ])('is none where it says %j', (escalator) => {
    expect(clauseOf(escalator)).toBeNull();
  });

  it.each([
    ['2026-11-20', null, { on: '2027-01-01', noticeBy: '2026-12-02', indexMonth: '2026-12', year: 2 }],
    ['2027-01-01', null, { on: '2027-01-01', noticeBy: '2026-12-02', indexMonth: '2026-12', year: 2 }],
    ['2027-01-02', null, { on: '2028-01-01', noticeBy: '2027-12-02', indexMonth: '2027-12', year: 3 }],
    ['2026-11-20', '2026-12-31', null],
    [
      '2026-11-20',
      '2027-01-01',
      { on: '2027-01-01', noticeBy: '2026-12-02', indexMonth: '2026-12', year: 2 },
    ],
  ])('steps next, seen on %s with its end on %s', (today, endsOn, step) => {
    expect(nextStep(clauseOf(ESCALATOR)!, { startsOn: '2025-02-01', endsOn }, today)).toEqual(step);
  });

  it('steps on the 28th after a leap day', () => {
    const clause = clauseOf({ ...ESCALATOR, from: '2028-02-29' })!;
    expect(nextStep(clause, { startsOn: '2025-02-01', endsOn: null }, '2028-03-01')?.on).toBe('2029-02-28');
  });
});

describe('escalated prices', () => {
  const { term } = clauseOf({ from: '2027-01-01', fixed: 0.15, wages: 0.5, material: 0.35, cap: 1.05 })!;
  const index = { wages: ['118.4', '126.1'], material: ['203', '197.5'] };
  const escalated = (pricing: Parameters<typeof escalatePricing>[0]) =>
    escalatePricing(pricing, term, { index, year: 2 }, 'PLN');

  it('are the first ones times the printed factor', () => {
    expect(escalated({ model: 'flat', amount: '1150.00' })).toEqual({
      rawFactor: '1.023034',
      appliedFactor: '1.023034',
      pricing: { model: 'flat', amount: '1176.49' },
    });
  });

  it('go through tiers, packages, minimums and commitments, and leave quantities and shares alone', () => {
    expect(
      escalated({
        model: 'graduated',
        tiers: [
          { upTo: '1000', unitPrice: '0.1', flatFee: '10' },
          { upTo: null, unitPrice: '0.05', ratePercent: '3' },
        ],
        minAmount: '100',
        minQuantity: '500',
        discountPercent: '5',
        commitment: { amount: '1000', overageFactor: '2' },
      }).pricing,
    ).toEqual({
      model: 'graduated',
      tiers: [
        { upTo: '1000', unitPrice: '0.1023034', flatFee: '10.23' },
        { upTo: null, unitPrice: '0.0511517', ratePercent: '3' },
      ],
      minAmount: '102.30',
      minQuantity: '500',
      discountPercent: '5',
      commitment: { amount: '1023.03', overageFactor: '2' },
    });
  });

  it('stop at the cap', () => {
    const steep = { year: 2, index: { wages: ['100', '120'], material: ['100', '100'] } };
    expect(escalatePricing({ model: 'unit', unitPrice: '2' }, term, steep, 'PLN')).toEqual({
      rawFactor: '1.100000',
      appliedFactor: '1.050000',
      pricing: { model: 'unit', unitPrice: '2.1' },
    });
  });
});
