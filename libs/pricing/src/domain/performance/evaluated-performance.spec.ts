import type { AgreedPerformance } from '#contracts/domain';
import {
  figuresOf,
  evaluatePerformance,
  type PerformanceFacts,
  type PerformanceFigures,
} from './evaluated-performance.js';

type Availability = Extract<PerformanceFigures, { readonly type: 'availability' }>;

const AVAILABILITY: Availability = {
  type: 'availability',
  bands: [],
  chargeKeys: ['care'],
  plannedAllowanceHours: null,
  guaranteePercent: null,
  malusPercentPerPoint: null,
  malusCapPercent: null,
  bonusFromPercent: null,
  bonusPercent: null,
  targetPercent: null,
  slope: null,
  zeroBelow: null,
};
/** 1,000 machine hours with 50 hours of downtime caused by the supplier, and a fee of 10,000. */
const FACTS: Extract<PerformanceFacts, { readonly type: 'availability' }> = {
  type: 'availability',
  hours: '1000',
  byCause: { force_majeure: '0', customer: '0', planned: '0', supplier: '50', unknown: '0' },
  stops: [],
  fee: '10000',
};

const evaluate = (term: Partial<Availability>, facts = FACTS) =>
  evaluatePerformance({ ...AVAILABILITY, ...term }, facts, 'EUR');

describe('an energy guarantee', () => {
  const term = { type: 'energy', kwhPerM3: '0.1', kwhPrice: '0.2' } as const;

  it('credits consumption beyond the guarantee', () => {
    expect(evaluatePerformance(term, { type: 'energy', kwh: '110.03', m3: '1000' }, 'EUR')).toMatchObject({
      amount: '-2.01',
      exact: '-2.006',
      result: { excessKwh: '10.03' },
    });
  });

  it('credits nothing if the guarantee is met', () => {
    const { amount, exact } = evaluatePerformance(term, { type: 'energy', kwh: '99', m3: '1000' }, 'EUR');
    expect([Number(amount), Number(exact)]).toEqual([0, 0]);
  });
});

describe('a delivery guarantee', () => {
  const facts = { type: 'delivery', hours: '100', unknownHours: '0', minutesOutside: '61' } as const;
  const term = { type: 'delivery', guaranteePercent: null, creditPerStartedHour: '75' } as const;

  it('credits each hour or part of an hour outside its limits', () => {
    expect(evaluatePerformance(term, facts, 'EUR')).toMatchObject({
      amount: '-150',
      result: { type: 'delivery', startedHours: '2' },
    });
  });

  it('credits nothing within the allowed time', () => {
    const { result, amount } = evaluatePerformance({ ...term, guaranteePercent: '98' }, facts, 'EUR');
    expect(result).toMatchObject({ startedHours: '0' });
    expect(Number(amount)).toBe(0);
  });
});

describe('an availability guarantee', () => {
  it('reduces the fee for each missing point, up to its cap', () => {
    const term = { guaranteePercent: '97', malusPercentPerPoint: '2' };
    expect(evaluate(term)).toMatchObject({
      amount: '-400',
      result: {
        availabilityPercent: expect.stringMatching(/^95/) as string,
        malus: expect.stringMatching(/^400/) as string,
        bonus: null,
      },
    });
    expect(Number(evaluate({ ...term, malusCapPercent: '3' }).amount)).toBe(-300);
  });

  it('increases the fee above an agreed availability', () => {
    const term = {
      guaranteePercent: '90',
      malusPercentPerPoint: '2',
      bonusFromPercent: '94',
      bonusPercent: '1',
    };
    const { amount, result } = evaluate(term);
    expect(Number(amount)).toBe(100);
    expect(result).toMatchObject({ bonus: expect.stringMatching(/^100/) as string });
    expect(Number(evaluate({ ...term, bonusFromPercent: '96' }).amount)).toBe(0);
  });

  it('credits the percentage of the band that the availability falls into', () => {
    const bands = [
      { below: '99', percent: '5' },
      { below: '96', percent: '10' },
    ];
    expect(Number(evaluate({ bands }).amount)).toBe(-1000);
  });

  it('makes the fee follow the availability', () => {
    expect(Number(evaluate({ targetPercent: '95', slope: '1' }).amount)).toBe(0);
    expect(Number(evaluate({ targetPercent: '100', slope: '1' }).amount)).toBeLessThan(0);
  });

  it('excludes time with unknown machine states', () => {
    const byCause = { ...FACTS.byCause, supplier: '0', unknown: '1000' };
    expect(
      evaluate({ guaranteePercent: '97', malusPercentPerPoint: '2' }, { ...FACTS, byCause }).result,
    ).toMatchObject({
      availabilityPercent: null,
    });
  });
});

it('a guarantee is not evaluated from facts of another type', () => {
  expect(() => evaluatePerformance(AVAILABILITY, { type: 'energy', kwh: '1', m3: '1' }, 'EUR')).toThrow(
    /availability cannot be evaluated from facts of type energy/,
  );
});

it('a guarantee keeps exactly the agreed figures', () => {
  const of = { key: 'k', clause: '7.1' };
  const agreed: AgreedPerformance[] = [
    { ...of, type: 'energy', kwhPerM3: '0.1', kwhPrice: '0.2', kwhMeterIds: ['a'], m3MeterIds: ['b'] },
    { ...of, type: 'delivery', guaranteePercent: '98', creditPerStartedHour: '75', outsideMeterId: 'o' },
    { ...of, ...AVAILABILITY, machineIds: ['m'] },
  ];
  expect(agreed.map(figuresOf)).toEqual([
    { type: 'energy', kwhPerM3: '0.1', kwhPrice: '0.2' },
    { type: 'delivery', guaranteePercent: '98', creditPerStartedHour: '75' },
    AVAILABILITY,
  ]);
});
