import { startOf } from './days.js';
import { Fraction } from './fraction.js';
import { levelByDay } from './level.js';
import { priceUnits } from './price-lists.js';
import { quantityByDay } from './usage.js';
import type { PricingCase } from '../contract-case.js';

const GAP_MS = 86_400_000;
const ZONE = 'Europe/Warsaw';
const at = (instant: string): number => Date.parse(instant);
const zero = Fraction.ZERO;

const priceOf = (pricing: PricingCase, quantity: string): string =>
  Fraction.sum(priceUnits([{ pricing, from: zero, to: Fraction.of(quantity) }])).toString();

describe('the oracle’s fractions', () => {
  it.each([
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['2.5', 0, '3'],
    ['123.4567', -1, '120'],
    ['1.0049', 2, '1'],
  ])('round %s to %i decimals as %s', (value, decimals, rounded) => {
    expect(Fraction.of(value).round(decimals).toString()).toBe(rounded);
  });

  it('are added exactly where decimals are not exact', () => {
    expect(Fraction.sum([1, 2, 3].map(() => Fraction.ratio(1, 3))).toString()).toBe('1');
  });
});

describe('the oracle’s prices', () => {
  const graduated: PricingCase = {
    model: 'graduated',
    tiers: [
      { upTo: '10', unitPrice: '10', flatFee: '2' },
      { upTo: '20', unitPrice: '5', flatFee: '3' },
      { upTo: null, unitPrice: '5', flatFee: '3' },
    ],
  };

  it.each([
    ['0', '2'],
    ['1', '12'],
    ['10', '102'],
    ['20', '155'],
    ['21', '163'],
  ])(
    'of graduated tiers bill %s units with %s: upper bounds belong to the lower tier',
    (quantity, amount) => {
      expect(priceOf(graduated, quantity)).toBe(amount);
    },
  );

  it.each([
    ['10', '10'],
    ['10.001', '9.0009'],
  ])('of volume tiers bill %s units with %s', (quantity, amount) => {
    const pricing: PricingCase = {
      model: 'volume',
      tiers: [
        { upTo: '10', unitPrice: '1' },
        { upTo: null, unitPrice: '0.9' },
      ],
    };
    expect(priceOf(pricing, quantity)).toBe(amount);
  });

  it('count a partial package as a whole one, and bill none without usage', () => {
    const pricing: PricingCase = { model: 'package', packageSize: '10', packagePrice: '15' };
    expect(['0', '1', '10', '11'].map((quantity) => priceOf(pricing, quantity))).toEqual([
      '0',
      '15',
      '15',
      '30',
    ]);
  });

  it('of a graduated percentage follow the worked case GPCT-01', () => {
    const pricing: PricingCase = {
      model: 'graduated_percentage',
      tiers: [
        { upTo: '1000', ratePercent: '1', flatFee: '200' },
        { upTo: '10000', ratePercent: '2', flatFee: '300' },
      ],
    };
    expect(['500', '1050', '5050'].map((amount) => priceOf(pricing, amount))).toEqual(['205', '511', '591']);
  });

  it('continue through tiers at price changes', () => {
    const list = (price: string): PricingCase => ({
      model: 'graduated',
      tiers: [
        { upTo: '10', unitPrice: price },
        { upTo: null, unitPrice: '1' },
      ],
    });
    const amounts = priceUnits([
      { pricing: list('3'), from: zero, to: Fraction.of('6') },
      { pricing: list('2'), from: Fraction.of('6'), to: Fraction.of('15') },
    ]);
    expect(amounts.map(String)).toEqual(['18', '13']);
  });
});

describe('the oracle’s quantities', () => {
  const count = (
    readings: readonly [string, string][],
    more: Partial<Parameters<typeof quantityByDay>[0]> = {},
  ) =>
    Object.fromEntries(
      [
        ...quantityByDay({
          readings: readings.map(([instant, value]) => ({ at: at(instant), value })),
          exchanges: [],
          since: at('2026-10-01T00:00:00Z'),
          until: at('2026-12-31T00:00:00Z'),
          gapMs: GAP_MS,
          cuts: [startOf('2026-11-01', ZONE)],
          zone: ZONE,
          ...more,
        }),
      ].map(([day, quantity]) => [day, quantity.toString()]),
    );

  it('belong to the day in which their step ends; midnight belongs to the day that ends', () => {
    expect(
      count([
        ['2026-11-04T22:00:00Z', '100'],
        ['2026-11-04T23:00:00Z', '110'],
        ['2026-11-05T07:00:00Z', '115.5'],
      ]),
    ).toEqual({ '2026-11-04': '10', '2026-11-05': '5.5' });
  });

  it('are prorated by time if a long step crosses a month’s end', () => {
    const days = count([
      ['2026-10-31T11:00:00Z', '0'],
      ['2026-11-01T23:00:00Z', '36'],
    ]);
    expect(days).toEqual({ '2026-10-31': '12', '2026-11-01': '24' });
  });

  it('continue with another register, and ignore an unexplained decrease', () => {
    const readings: [string, string][] = [
      ['2026-11-04T00:00:00Z', '12340'],
      ['2026-11-04T12:00:00Z', '61'],
    ];
    const exchange = { at: at('2026-11-04T06:00:00Z'), finalValue: '12555', initialValue: '7' };
    expect(count(readings, { exchanges: [exchange] })).toEqual({ '2026-11-04': '269' });
    expect(count(readings)).toEqual({});
  });

  it('of a level are its value multiplied by its hours of validity, limited by the maximum gap', () => {
    const days = levelByDay({
      readings: [
        { at: at('2026-11-04T10:00:00Z'), value: '3' },
        { at: at('2026-11-04T10:20:00Z'), value: '6' },
      ],
      exchanges: [],
      since: at('2026-11-01T00:00:00Z'),
      until: at('2026-12-01T00:00:00Z'),
      gapMs: 3_600_000,
      cuts: [],
      zone: ZONE,
    });
    expect([...days].map(([day, quantity]) => [day, quantity.toString()])).toEqual([['2026-11-04', '7']]);
  });
});
