import fc from 'fast-check';
import { Exact } from '#platform/domain';
import {
  evaluateAvailability,
  type AvailabilityFacts,
  type AvailabilityTerm,
} from './performance/availability.js';
import { priceBuyout } from './exit/buyout.js';
import { evaluateDelivery } from './performance/delivery.js';
import { refundDeposit } from './exit/deposit.js';
import { hoursByCause, type DowntimeCause } from './performance/downtime.js';
import { evaluateEnergy } from './performance/energy.js';
import { escalate } from './escalator.js';
import { creditEvents } from './performance/event-credit.js';
import { evaluateMeterTest } from './meter-test.js';
import { priceTermination } from './exit/termination.js';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error;

describe('availability', () => {
  it.each<[string, AvailabilityTerm, AvailabilityFacts, object]>([
    [
      'counts planned work beyond its allowance (EC-15)',
      { guaranteePercent: '98.00', plannedAllowanceHours: '8', bonusFromPercent: '99.00' },
      {
        hours: '744',
        downtime: [
          { cause: 'planned', hours: '11.5' },
          { cause: 'supplier', hours: '9' },
        ],
      },
      {
        baseHours: '736',
        downHours: '12.5',
        availabilityPercent: '98.30',
        shortfallPoints: '0',
        malus: null,
        bonusDue: false,
        factorPercent: null,
        credit: null,
      },
    ],
    [
      'excludes the hours of other causes, and calculates a malus from the printed figure up to its cap',
      { guaranteePercent: '98', malusPercentPerPoint: '2', malusCapPercent: '5' },
      {
        hours: '720',
        fee: '6500.00',
        downtime: [
          { cause: 'force_majeure', hours: '20' },
          { cause: 'customer', hours: '12' },
          { cause: 'supplier', hours: '30' },
        ],
      },
      {
        baseHours: '688',
        downHours: '30',
        availabilityPercent: '95.64',
        shortfallPoints: '2.36',
        malus: '306.80',
      },
    ],
    [
      'stops a malus at its cap',
      { guaranteePercent: '98', malusPercentPerPoint: '2', malusCapPercent: '5' },
      { availabilityPercent: '90', fee: '1000' },
      { shortfallPoints: '8', malus: '50.00', baseHours: null },
    ],
    [
      'has no malus at the guarantee',
      { guaranteePercent: '98', malusPercentPerPoint: '2' },
      { availabilityPercent: '98', fee: '1000' },
      { shortfallPoints: '0', malus: '0.00' },
    ],
    [
      'has a bonus at and above its threshold',
      { bonusFromPercent: '99' },
      { availabilityPercent: '99.00' },
      { bonusDue: true, shortfallPoints: null },
    ],
    [
      'recognizes a gap in which the counter advanced (EC-17)',
      {},
      { hours: '720', gaps: [{ hours: '9.0', counterAdvanceHours: '9.0' }] },
      { availabilityPercent: '100.00', gaps: ['gap_available'], baseHours: '720' },
    ],
    [
      'excludes the missing hours of a gap',
      {},
      {
        hours: '720',
        downtime: [{ cause: 'supplier', hours: '7' }],
        gaps: [{ hours: '24', counterAdvanceHours: '4' }, { hours: '1' }],
      },
      { baseHours: '699', availabilityPercent: '99.00', gaps: ['gap_unknown', 'gap_unknown'] },
    ],
    [
      'credits by the lowest applicable band (SLA-01)',
      {
        bands: [
          { below: '99.9', percent: '10' },
          { below: '90', percent: '100' },
          { below: '95', percent: '25' },
        ],
      },
      { hours: '720', fee: '1000.00', downtime: [{ cause: 'supplier', hours: '50' }] },
      { availabilityPercent: '93.06', credit: '250.00' },
    ],
    [
      'credits nothing at the edge of a band',
      { bands: [{ below: '99', percent: '10' }] },
      { availabilityPercent: '99', fee: '1000' },
      { credit: '0.00' },
    ],
    [
      'is null if no hour counts',
      { guaranteePercent: '98', malusPercentPerPoint: '2' },
      { hours: '10', fee: '100', downtime: [{ cause: 'customer', hours: '10' }] },
      { availabilityPercent: null, shortfallPoints: null, malus: null },
    ],
  ])('%s', (_name, term, facts, expected) => {
    expect(evaluateAvailability(term, facts, 'EUR')).toMatchObject(expected);
  });

  it.each([
    ['98.40', '100', '6500.00'],
    ['95.20', '94.4', '6136.00'],
    ['70.00', '44', '2860.00'],
    ['69.90', '0', '0.00'],
  ])('adjusts the fee at %s (EC-13)', (availabilityPercent, factorPercent, feeDue) => {
    const term = { targetPercent: '98', slope: '2', zeroBelow: '70' };
    expect(evaluateAvailability(term, { availabilityPercent, fee: '6500.00' }, 'EUR')).toMatchObject({
      factorPercent,
      feeDue,
    });
  });

  it('rejects downtime that is longer than the period', () => {
    const facts = { hours: '8', downtime: [{ cause: 'supplier' as const, hours: '9' }] };
    expect(() => evaluateAvailability({}, facts, 'EUR')).toThrow(code('contracts.downtime_exceeds_period'));
  });

  const at = (hour: number) => new Date(Date.parse('2026-11-01T00:00:00Z') + hour * 3_600_000).toISOString();

  it('assigns a moment with several causes to the one with the highest priority', () => {
    const downtime = [
      { cause: 'supplier' as const, from: at(0), to: at(10) },
      { cause: 'planned' as const, from: at(4), to: at(6) },
      { cause: 'force_majeure' as const, from: at(5), to: at(12) },
      { cause: 'supplier' as const, hours: '0.5' },
    ];
    const shown = (priority?: DowntimeCause[]) =>
      Object.values(hoursByCause(downtime, priority)).map((hours) => hours.toFixed());
    expect(shown()).toEqual(['7', '0', '1', '4.5']);
    expect(shown(['supplier'])).toEqual(['2', '0', '0', '10.5']);
    expect(() => hoursByCause([{ cause: 'supplier', from: at(2), to: at(2) }])).toThrow(
      code('contracts.downtime_invalid'),
    );
  });

  it('counts each moment of overlapping downtimes once, in any order', () => {
    const stop = fc.record({
      cause: fc.constantFrom<DowntimeCause>('supplier', 'planned', 'customer', 'force_majeure'),
      from: fc.integer({ min: 0, max: 100 }),
      length: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(stop, { maxLength: 8 }), (stops) => {
        const downtime = stops.map(({ cause, from, length }) => ({
          cause,
          from: at(from),
          to: at(from + length),
        }));
        const covered = new Set(
          stops.flatMap(({ from, length }) => Array.from({ length }, (_, i) => from + i)),
        );
        const hours = hoursByCause(downtime);
        const sum = Object.values(hours).reduce((total, each) => total.plus(each), new Exact(0));
        expect(sum.toNumber()).toBe(covered.size);
        expect(hoursByCause(downtime.toReversed())).toEqual(hours);
      }),
      { numRuns: 300 },
    );
  });
});

describe('delivery', () => {
  it.each([
    ['a machine was down and pressure held (EC-18)', {}, '720', 0, '100.000', false, '0.00'],
    ['each hour or part of an hour', { guaranteePercent: '99.9' }, '720', 121, '99.720', true, '450.00'],
    ['within the guarantee', { guaranteePercent: '99.5' }, '720', 121, '99.720', false, '0.00'],
    ['any minute without a guarantee', {}, '720', 1, '99.998', true, '150.00'],
  ])('%s', (_name, term, hours, minutesBelow, availabilityPercent, breach, credit) => {
    expect(
      evaluateDelivery({ creditPerStartedHour: '150', ...term }, { hours, minutesBelow }, 'EUR'),
    ).toEqual({
      availabilityPercent,
      breach,
      credit,
    });
  });

  it('rejects more minutes than the period has', () => {
    expect(() => evaluateDelivery({}, { hours: '1', minutesBelow: 61 }, null)).toThrow(
      code('contracts.downtime_exceeds_period'),
    );
  });
});

describe('energy', () => {
  it.each([
    ['98400', '880000', '0.11182', '3800', '684.00'],
    ['90000', '880000', '0.10227', '0', '0.00'],
    ['10', '0', null, '10', '1.80'],
  ])('%s kWh for %s m3 (EC-20)', (kwh, m3, actual, excessKwh, credit) => {
    const term = { kwhPerM3: '0.1075', kwhPrice: '0.18' };
    expect(evaluateEnergy(term, { kwh, m3 }, 'EUR')).toEqual({ actual, excessKwh, credit });
  });
});

describe('missed commitments', () => {
  const term = { rules: { late_part: { cap: '1000' }, late_repair: { flat: '1000' } } };

  it('credit their value up to the cap, or a flat amount', () => {
    const events = [
      { type: 'late_part', value: '412.505' },
      { type: 'late_part', value: '1860' },
      { type: 'late_repair' },
    ];
    expect(creditEvents(term, { events }, 'USD')).toEqual({
      credits: ['412.51', '1000.00', '1000.00'],
      total: '2412.51',
    });
    expect(creditEvents(term, {}, 'USD')).toEqual({ credits: [], total: '0.00' });
  });

  it('are rejected without a rule', () => {
    expect(() => creditEvents(term, { events: [{ type: 'toString' }] }, 'USD')).toThrow(
      code('contracts.event_without_rule'),
    );
  });
});

describe('escalators', () => {
  const weights = [
    { key: 'fixed', weight: '0.15' },
    { key: 'wages', weight: '0.5' },
    { key: 'material', weight: '0.35' },
  ];
  const index = { wages: ['100', '104'], material: ['80', '82'] };

  it.each([
    ['follow their indexes and leave the rest fixed', { weights }, '1.028750', '1.028750'],
    ['need no entry for the fixed part', { weights: weights.slice(1) }, '1.028750', '1.028750'],
    ['stop at the cap (EC-27)', { weights, cap: '1.02' }, '1.028750', '1.020000'],
    ['stop at the floor', { weights, floor: '1.03' }, '1.028750', '1.030000'],
    ['are rounded as printed', { weights, factorDecimals: 3 }, '1.029', '1.029'],
  ])('%s', (_name, term, rawFactor, appliedFactor) => {
    expect(escalate(term, { index, amounts: ['1150.00'] }, 'EUR')).toEqual({
      rawFactor,
      appliedFactor,
      amounts: [new Exact(1150).times(appliedFactor).toFixed(2, Exact.ROUND_HALF_UP)],
      unitPrices: null,
    });
  });

  it('rise by a fixed rate from the second year (EC-28)', () => {
    const term = { fixedPercentPerYear: '3', priceDecimals: 4 };
    const prices = { amounts: { base: '1000.00' }, unitPrices: ['0.0185'] };
    expect(escalate(term, { year: 3, ...prices }, 'EUR')).toEqual({
      rawFactor: '1.060900',
      appliedFactor: '1.060900',
      amounts: { base: '1060.90' },
      unitPrices: ['0.0196'],
    });
    expect(escalate(term, { year: 1, ...prices }, 'EUR').amounts).toEqual({ base: '1000.00' });
  });

  it('reject missing indexes', () => {
    expect(() => escalate({ weights }, { index: { wages: ['100', '104'] } }, null)).toThrow(
      code('contracts.index_missing'),
    );
    expect(() =>
      escalate({ weights: [...weights, { key: 'wages', weight: '0.1' }] }, { index }, null),
    ).toThrow(code('contracts.weights_exceed_one'));
  });
});

describe('the test of a meter', () => {
  const term = { tolerancePercent: '2.0', maxDays: 90, shareOfTime: '0.5', testFee: '180' };
  const facts = {
    lastTest: '2026-01-15',
    test: '2026-07-14',
    price: '0.0198',
    requestedBy: 'customer' as const,
  };

  it('corrects a share of the time, from the exact quantity (EC-31)', () => {
    expect(evaluateMeterTest(term, { ...facts, errorPercent: '3.4', registered: '402600' }, 'EUR')).toEqual({
      correctDays: 90,
      trueQuantity: '389361.70',
      overRegistered: '13238.30',
      credit: '262.12',
      feePayer: 'supplier',
      fee: '180.00',
    });
  });

  it('charges the quantity that a slow meter did not register', () => {
    const slow = { ...facts, lastTest: '2026-06-13', errorPercent: '-4', registered: '960' };
    expect(evaluateMeterTest(term, slow, 'EUR')).toMatchObject({
      correctDays: 15,
      trueQuantity: '1000.00',
      overRegistered: '-40.00',
      credit: '-0.79',
    });
  });

  it.each(['1.6', '2.0', '-2'])('corrects nothing within tolerance: %s (EC-32)', (errorPercent) => {
    expect(evaluateMeterTest(term, { ...facts, errorPercent, registered: '1000' }, 'EUR')).toEqual({
      correctDays: null,
      trueQuantity: null,
      overRegistered: null,
      credit: '0.00',
      feePayer: 'customer',
      fee: '180.00',
    });
  });

  it('rejects impossible values', () => {
    expect(() => evaluateMeterTest(term, { errorPercent: '-100' }, null)).toThrow(
      code('contracts.meter_error_invalid'),
    );
    const backwards = { ...facts, errorPercent: '5', lastTest: '2026-08-01' };
    expect(() => evaluateMeterTest(term, backwards, null)).toThrow(code('contracts.test_before_last'));
  });
});

describe('ends', () => {
  const buyout = { value: '52000.00', residualPercent: '12', termMonths: 60, adminPercent: '2' };

  it.each([
    [0, '52000.00', '53040.00'],
    [36, '24544.00', '25034.88'],
    [60, '6240.00', '6364.80'],
    [70, '6240.00', '6364.80'],
  ])('a buyout in month %i (EC-40)', (month, book, price) => {
    expect(priceBuyout(buyout, { month }, 'EUR')).toEqual({ book, price });
  });

  it('a percentage of the remaining payments, and de-installation (EC-41)', () => {
    const term = { method: 'percent_of_remaining' as const, percent: '60', deinstallation: '1850' };
    expect(priceTermination(term, { payment: '1150', remainingMonths: 24 }, 'EUR')).toEqual({
      fee: '18410.00',
      presentValue: null,
      bookMinusMarket: null,
    });
  });

  it.each([
    ['15000', '0.6', '9544.00', '25633.42', '9544.00'],
    ['30000', '0.6', '0.00', '25633.42', '-5456.00'],
    ['0', '0', '24544.00', '27600.00', '24544.00'],
  ])(
    'the lesser of present value and book above a market of %s at %s % (EC-42)',
    (market, monthlyRatePercent, fee, presentValue, bookMinusMarket) => {
      const facts = { payment: '1150', remainingMonths: 24, book: '24544', market };
      expect(priceTermination({ method: 'lesser_of', monthlyRatePercent }, facts, 'EUR')).toEqual({
        fee,
        presentValue,
        bookMinusMarket,
      });
    },
  );

  it('the rest of a deposit, never negative', () => {
    expect(refundDeposit({ amount: '3000' }, { deductions: ['450.5', '99.5'] }, 'EUR')).toEqual({
      refund: '2450.00',
    });
    expect(refundDeposit({ amount: '100' }, { deductions: ['450'] }, null)).toEqual({ refund: '0' });
  });
});
