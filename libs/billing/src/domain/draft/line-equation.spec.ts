import type { DraftLine, LineSnapshot } from '#invoicing/domain';
import { equationOf } from './line-equation.js';

type Line = Parameters<typeof equationOf>[0];

const LINE: Line = {
  kind: 'usage',
  params: {},
  quantity: null,
  unit: 'm3',
  unitPrice: null,
  amountMinor: 12_345n,
  snapshot: null,
};
const PRICING = { model: 'unit', unitPrice: '0.1' } as const;
const SNAPSHOT: LineSnapshot = {
  charge: {
    key: 'air',
    nameI18n: { en: 'Air' },
    due: 'arrears',
    countsBy: 'month',
    perMachine: false,
    pricing: PRICING,
  },
  applied: PRICING,
  counter: { from: '2026-10-01', to: '2026-11-01', used: 31, of: 31, isFinal: true },
  counted: [],
  billable: '1000',
  steps: [],
  gross: '100',
  discount: '0',
  capDiscount: '0',
  exact: '123.4500000000000000001234',
  standing: '123.45',
  billedBefore: '0.00',
};
const AMOUNT = 'amount 123.45 PLN';
const ROUNDED = 'before_rounding 123.45 PLN';

const termsOf = (line: Partial<Line>): string[] =>
  equationOf({ ...LINE, ...line }, 'PLN').map(({ code, value, unit }) => `${code} ${value} ${unit}`);

describe('equationOf', () => {
  it.each<[string, DraftLine['params'], readonly string[]]>([
    [
      'a monthly fee',
      { amount: '4900', days: 15, of: 30 },
      ['monthly_amount 4900 PLN', 'days_billed 15 d', 'days_of_month 30 d'],
    ],
    [
      'a quarterly fee',
      { due: 'quarterly', amount: '4900', days: 15, of: 92 },
      ['quarterly_amount 4900 PLN', 'days_billed 15 d', 'days_of_quarter 92 d'],
    ],
    [
      'a yearly fee that is due in part during a pause',
      { due: 'yearly', amount: '4900', feePercent: '25', days: 15, of: 365 },
      ['yearly_amount 4900 PLN', 'due_in_pause 25 %', 'days_billed 15 d', 'days_of_year 365 d'],
    ],
    ['a one-time fee', { due: 'once', amount: '50' }, ['one_off_amount 50 PLN']],
    [
      'a fee that sells prepaid credits',
      { due: 'once', amount: '50', sold: '100', soldUnit: 'm3' },
      ['prepaid_sold 100 m3', 'one_off_amount 50 PLN'],
    ],
    [
      'a fee that sells credits without a unit',
      { due: 'once', amount: '50', sold: '100' },
      ['prepaid_sold 100 ', 'one_off_amount 50 PLN'],
    ],
  ])('breaks down %s', (_what, params, terms) => {
    expect(termsOf({ kind: 'base', params, snapshot: SNAPSHOT })).toEqual([...terms, ROUNDED, AMOUNT]);
  });

  it('breaks usage down into counted, on hold, included and billed quantities', () => {
    expect(
      termsOf({
        params: { heldQuantity: '20', included: '500', overage: '480' },
        quantity: '980',
        unitPrice: '0.1',
        snapshot: SNAPSHOT,
      }),
    ).toEqual([
      'counted 1000 m3',
      'held 20 m3',
      'billed 980 m3',
      'included 500 m3',
      'overage 480 m3',
      'unit_price 0.1 PLN',
      ROUNDED,
      AMOUNT,
    ]);
  });

  it('shows prepaid, discounted, capped and already billed parts of yearly usage', () => {
    const snapshot = { ...SNAPSHOT, discount: '5', capDiscount: '2.5', billedBefore: '10.00' };
    expect(
      termsOf({
        params: {
          countsBy: 'year',
          usedInYear: '3000',
          prepaid: '100',
          prepaidLeft: '20',
          heldQuantity: '7',
        },
        snapshot,
      }),
    ).toEqual([
      'counted 7 m3',
      'held 7 m3',
      'billed null m3',
      'used_in_year 3000 m3',
      'included null m3',
      'prepaid 100 m3',
      'prepaid_left 20 m3',
      'overage null m3',
      'discount -5 PLN',
      'above_maximum -2.5 PLN',
      ROUNDED,
      'billed_before 10.00 PLN',
      AMOUNT,
    ]);
  });

  it('is empty for unknown usage', () => {
    expect(termsOf({ amountMinor: null })).toEqual([
      'counted null m3',
      'held 0 m3',
      'billed null m3',
      'included null m3',
      'overage null m3',
      'before_rounding null PLN',
      'amount null PLN',
    ]);
  });

  it.each<[string, Partial<Line>, readonly string[]]>([
    [
      'the contract',
      { params: { component: 'true_up', minimumOf: 'contract', minimum: '900', reached: '800' } },
      ['minimum 900 PLN', 'fees_and_usage 800 PLN'],
    ],
    [
      'an amount',
      { params: { component: 'instalment', minimumOf: 'amount', minimum: '900', reached: '800' } },
      ['minimum 900 PLN', 'used_until_now 800 m3'],
    ],
    [
      'a quantity',
      {
        params: { component: 'true_up', minimumOf: 'quantity', minimum: '900', reached: '800' },
        quantity: '100',
        unitPrice: '0.1',
      },
      ['minimum 900 m3', 'used_until_now 800 m3', 'missing 100 m3', 'unit_price 0.1 PLN'],
    ],
  ])('shows the shortfall to a minimum of %s', (_what, line, terms) => {
    expect(termsOf({ ...line, snapshot: SNAPSHOT })).toEqual([...terms, ROUNDED, AMOUNT]);
  });

  it('shows old and new figures of a correction, and the amount that was already credited', () => {
    const params = { corrects: 'i', is: '100', was: '90' };
    expect(termsOf({ params: { ...params, givenBefore: '0' } })).toEqual([
      'is_amount 100 PLN',
      'was_amount 90 PLN',
      AMOUNT,
    ]);
    expect(termsOf({ params: { ...params, wasQuantity: '9', isQuantity: '10', givenBefore: '5' } })).toEqual([
      'was_quantity 9 m3',
      'is_quantity 10 m3',
      'is_amount 100 PLN',
      'was_amount 90 PLN',
      'given_before 5 PLN',
      AMOUNT,
    ]);
  });

  it.each<[DraftLine['params'], string]>([
    [{ percent: '10', amount: null }, 'discount_percent 10 %'],
    [{ percent: null, amount: '50' }, 'discount_amount 50 PLN'],
  ])('describes a discount on the whole invoice %j', (params, term) => {
    expect(termsOf({ params: { component: 'discount', left: '1000', ...params } })).toEqual([
      'before_discount 1000 PLN',
      term,
      AMOUNT,
    ]);
  });

  it('shows the number and price of kits', () => {
    expect(termsOf({ kind: 'kit', quantity: '2', unitPrice: '61.725' })).toEqual([
      'kits 2 1',
      'price_per_kit 61.725 PLN',
      AMOUNT,
    ]);
  });

  it('shows only the amount of a guarantee that was not evaluated', () => {
    expect(termsOf({ kind: 'performance', snapshot: SNAPSHOT })).toEqual([AMOUNT]);
  });
});

describe('the equation of a guarantee', () => {
  const judged = (
    performance: NonNullable<LineSnapshot['performance']>,
    more: Partial<Line> = {},
    exact: string | null = '-684',
  ) => termsOf({ kind: 'performance', snapshot: { ...SNAPSHOT, exact, performance }, ...more });
  const energy = { type: 'energy', kwhPerM3: '0.1075', kwhPrice: '0.18' } as const;
  const delivery = { type: 'delivery', guaranteePercent: null, creditPerStartedHour: '75' } as const;
  const availability = {
    type: 'availability',
    bands: [],
    chargeKeys: ['care'],
    plannedAllowanceHours: null,
    guaranteePercent: '97',
    malusPercentPerPoint: null,
    malusCapPercent: null,
    bonusFromPercent: null,
    bonusPercent: null,
    targetPercent: null,
    slope: null,
    zeroBelow: null,
  } as const;

  it('shows energy beyond the guaranteed amount', () => {
    expect(
      judged({
        rules: 1,
        term: energy,
        facts: { type: 'energy', kwh: '98400', m3: '880000' },
        result: { type: 'energy', actual: '0.11182', excessKwh: '3800' },
      }),
    ).toEqual([
      'energy_used 98400 kWh',
      'volume_delivered 880000 m3',
      'energy_per_volume 0.11182 kWh/m3',
      'energy_guaranteed 0.1075 kWh/m3',
      'energy_beyond 3800 kWh',
      'credit_per_kwh 0.18 PLN',
      'before_rounding -684 PLN',
      AMOUNT,
    ]);
  });

  it('shows how long delivery was out of limits, and how long is unknown', () => {
    const facts = { type: 'delivery', hours: '720', unknownHours: '0', minutesOutside: '132' } as const;
    const result = { type: 'delivery', availabilityPercent: '99.694', startedHours: '3' } as const;
    const known = judged({ rules: 1, term: delivery, facts, result });
    expect(known).toEqual([
      'hours_judged 720 h',
      'minutes_outside 132 min',
      'delivered_percent 99.694 %',
      'guaranteed_percent 100 %',
      'hours_begun 3 h',
      'credit_per_hour 75 PLN',
      'before_rounding -684 PLN',
      AMOUNT,
    ]);
    expect(
      judged({
        rules: 1,
        term: { ...delivery, guaranteePercent: '98' },
        facts: { ...facts, unknownHours: '4' },
        result,
      }),
    ).toEqual(expect.arrayContaining(['hours_unknown 4 h', 'guaranteed_percent 98 %']));
  });

  it('shows the hours per cause of availability, and the change of the fee', () => {
    const facts = {
      type: 'availability',
      hours: '1440',
      byCause: { force_majeure: '0', supplier: '40', customer: '0', planned: '8', unknown: '0' },
      stops: [],
      fee: '4900',
    } as const;
    const result = {
      type: 'availability',
      availabilityPercent: '96.5',
      baseHours: '1432',
      downHours: '40',
      malus: '24.5',
      bonus: '3',
      factorPercent: '95',
    } as const;
    expect(judged({ rules: 1, term: availability, facts, result })).toEqual([
      'machine_hours 1440 h',
      'down_supplier 40 h',
      'down_planned 8 h',
      'available_percent 96.5 %',
      'guaranteed_percent 97 %',
      'fee_counted 4900 PLN',
      'fee_factor 95 %',
      'malus -24.5 PLN',
      'bonus 3 PLN',
      'before_rounding -684 PLN',
      AMOUNT,
    ]);
    const none = { ...result, malus: null, bonus: null, factorPercent: null };
    const term = { ...availability, guaranteePercent: null };
    expect(judged({ rules: 1, term, facts, result: none }, {}, null)).toEqual([
      'machine_hours 1440 h',
      'down_supplier 40 h',
      'down_planned 8 h',
      'available_percent 96.5 %',
      'fee_counted 4900 PLN',
      'before_rounding null PLN',
      AMOUNT,
    ]);
    expect(judged({ rules: 1, term: { ...term, targetPercent: '99' }, facts, result })).toContain(
      'guaranteed_percent 99 %',
    );
  });

  it.each([energy, delivery, availability])(
    'shows the agreed terms if it can’t be evaluated: $type',
    (term) => {
      const terms = judged({ rules: 1, term, facts: null, result: null }, { amountMinor: null });
      expect(terms.some((each) => each.startsWith('before_rounding'))).toBe(false);
      expect(terms.at(-1)).toBe('amount null PLN');
      expect(terms.filter((each) => each.includes(' null ')).length).toBeGreaterThan(2);
    },
  );
});
