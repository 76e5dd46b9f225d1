import fc from 'fast-check';
import type { Charge } from '#contracts/domain';
import { type AmountPrecision, Exact } from '#platform/domain';
import { periodNumbers, rateRuns, type RunFigures } from './rate-runs.js';
import type { RatingRun } from './rating-run.js';

type Terms = Omit<Charge, 'key'>;
const CHARGE = 'usage';

function rate(terms: Terms, runs: readonly RatingRun[], currency: AmountPrecision = null) {
  return rateRuns([{ ...terms, key: CHARGE }], runs, currency).runs;
}

/** Rates one quantity in a single final run. */
function rateOnce(terms: Terms, quantity: string | null, currency: AmountPrecision = null): RunFigures {
  return rate(terms, [{ final: true, usage: [{ charge: CHARGE, quantity }] }], currency)[0]!;
}

/** Builds interim runs with cumulative quantities. */
const cumulative = (...quantities: string[]): RatingRun[] =>
  quantities.map((quantity) => ({ usage: [{ charge: CHARGE, quantity }] }));

const text = (value: Exact | null): string | null => value?.toFixed() ?? null;
const lineTexts = ({ lines }: RunFigures) =>
  lines.map(({ component, part, machine, quantity, amount }) =>
    [component, part, machine, text(quantity), text(amount)].join(' '),
  );

const tiers = (...rows: [upTo: string | null, unitPrice: string, flatFee?: string][]) =>
  rows.map(([upTo, unitPrice, flatFee]) => ({ upTo, unitPrice, ...(flatFee && { flatFee }) }));
const FONTS = tiers(['5', '7'], ['10', '6.5'], [null, '6']);
const FLAT_THEN_UNITS = tiers(['5', '0', '100'], ['10', '0', '50'], ['15', '10'], [null, '5']);
const AIR = tiers(['100000', '0.0210'], ['250000', '0.0180'], [null, '0.0155']);
const PACKAGE = { model: 'package', packageSize: '10', packagePrice: '15' } as const;

describe('pricing models', () => {
  it.each<[string, Terms, string, string]>([
    ['STD-01', { model: 'unit', unitPrice: '0.05' }, '1000', '50'],
    ['GRAD-02', { model: 'graduated', tiers: tiers(['10', '10', '2'], [null, '5', '3']) }, '1', '12'],
    ['GRAD-03', { model: 'graduated', tiers: tiers(['10', '10', '2'], [null, '5', '3']) }, '10', '102'],
    ['no usage', { model: 'graduated', tiers: tiers(['10', '10', '2'], [null, '5', '3']) }, '0', '2'],
    ['GRAD-07', { model: 'graduated', tiers: tiers(['0.1', '10'], ['1', '5'], [null, '2']) }, '0.05', '0.5'],
    ['GRAD-11', { model: 'graduated', tiers: FLAT_THEN_UNITS }, '5', '100'],
    ['GRAD-13', { model: 'graduated', tiers: FLAT_THEN_UNITS }, '7', '150'],
    ['GRAD-14', { model: 'graduated', tiers: FLAT_THEN_UNITS }, '12', '170'],
    ['GRAD-18', { model: 'graduated', tiers: FONTS }, '6', '41.5'],
    ['VOL-03', { model: 'volume', tiers: FONTS }, '6', '39'],
    ['VOL-09', { model: 'volume', tiers: tiers(['100', '2', '10'], [null, '1']) }, '100.5', '100.5'],
    ['VOL-17', { model: 'volume', tiers: FLAT_THEN_UNITS }, '100', '500'],
    ['EC-07', { model: 'volume', tiers: AIR }, '250000', '4500'],
    ['PKG-04', { model: 'package', packageSize: '100', packagePrice: '5', freeUnits: '100' }, '201', '10'],
    ['PKG-05', PACKAGE, '0', '0'],
    ['PKG-07', PACKAGE, '10', '15'],
    ['a partial package', PACKAGE, '10.001', '30'],
    ['PKG-12', { model: 'volume', tiers: [{ unitPrice: '1.00', packageSize: '1000' }] }, '4500', '5'],
    [
      'BLK-03',
      {
        model: 'graduated',
        tiers: [
          { upTo: '1000', unitPrice: '1', packageSize: '100' },
          { upTo: '101000', unitPrice: '1', packageSize: '1000' },
        ],
      },
      '5325',
      '15',
    ],
    ['CAP-05', { model: 'graduated', tiers: [{ unitPrice: '1', maxAmount: '3' }] }, '5', '3'],
    ['DYN-02', { model: 'cost_plus', multiplier: '1.33333' }, '10', '13.3333'],
    [
      'UNIT-02',
      {
        model: 'graduated',
        tiers: tiers(['5', '1'], [null, '0.5']),
        convert: { divideBy: '1000', rounding: 'up' },
      },
      '7400',
      '6.5',
    ],
    [
      'UNIT-03',
      {
        model: 'unit',
        unitPrice: '10',
        includedQuantity: '0.5',
        convert: { divideBy: '1000', rounding: 'up' },
      },
      '1400',
      '15',
    ],
  ])('%s', (_, terms, quantity, amount) => {
    expect(text(rateOnce(terms, quantity).amount)).toBe(amount);
  });

  it.each([
    ['0', '50'],
    ['1000', '50'],
    ['1001', '200'],
    ['4500', '200'],
    ['5001', '350'],
  ])('a stair-step of %s is %s', (quantity, amount) => {
    const steps = [
      { upTo: '1000', flatFee: '50' },
      { upTo: '5000', flatFee: '200' },
      { upTo: '10000', flatFee: '350' },
    ];
    expect(text(rateOnce({ model: 'stairstep', tiers: steps }, quantity).amount)).toBe(amount);
    expect(() => rateOnce({ model: 'stairstep', tiers: steps }, '10000.1')).toThrow(
      'billing.beyond_last_tier',
    );
  });

  it.each([
    ['-10.125', 'USD', '-10.13'],
    ['-100.5', 'JPY', '-101'],
    ['1000.5', 'VND', '1001'],
    ['0.005', 'USD', '0.01'],
    ['1.23456789', 4, '1.2346'],
    ['126', -1, '130'],
  ])('%s in %s is %s', (amount, currency, rounded) => {
    expect(text(rate({ model: 'flat', amount }, [{}], currency)[0]!.amount)).toBe(rounded);
  });

  it.each<[string, Terms, string[], string, string, number]>([
    [
      'PCT-02',
      { model: 'percentage', ratePercent: '1.3', fixedPerEvent: '2', freeAmount: '250' },
      ['50', '100', '250', '400'],
      '11.15',
      '250',
      2,
    ],
    [
      'PCT-04',
      { model: 'percentage', ratePercent: '1.3', fixedPerEvent: '2', freeAmount: '500', freeEvents: 3 },
      ['50', '100', '250', '400'],
      '7.2',
      '400',
      3,
    ],
    [
      'PCT-05',
      { model: 'percentage', ratePercent: '1.3', fixedPerEvent: '2' },
      ['50', '100', '250', '400'],
      '18.4',
      '0',
      0,
    ],
    [
      'PCT-08',
      {
        model: 'percentage',
        ratePercent: '2.99',
        fixedPerEvent: '2',
        minPerEvent: '1.75',
        maxPerEvent: '12',
      },
      ['10', '80', '10000'],
      '18.691',
      '0',
      0,
    ],
    [
      'PCT-11',
      { model: 'percentage', ratePercent: '1.2', fixedPerEvent: '0.10', freeEvents: 3, freeAmount: '500' },
      ['200', '100', '100', '50'],
      '0.7',
      '400',
      3,
    ],
  ])('%s', (_, terms, events, amount, freeAmount, freeEvents) => {
    const [run] = rate(terms, [{ usage: [{ charge: CHARGE, events }] }]);
    expect(text(run!.amount)).toBe(amount);
    expect([text(run!.steps[0]!.freeAmount), run!.steps[0]!.freeEvents]).toEqual([freeAmount, freeEvents]);
  });

  const BANDS = {
    model: 'hour_bands',
    contractedQuantity: '4000',
    tiers: [{ upTo: '2000', flatFee: '11760' }, { upTo: '6000', flatFee: '17052' }, { flatFee: '22344' }],
  } as const;
  it.each([
    ['3999', '0'],
    ['6000', '0'],
    ['6001', '5292'],
    ['1900', '-5292'],
  ])('%s hours with 4,000 agreed are charged or refunded at %s', (hours, amount) => {
    expect(text(rateOnce(BANDS, hours).amount)).toBe(amount);
  });
  it('refunds hours only if no more are expected', () => {
    expect(rate(BANDS, cumulative('300', '1900')).map(({ amount }) => text(amount))).toEqual(['0', '-5292']);
    const [interim, final] = rate(BANDS, [
      ...cumulative('300'),
      { final: true, usage: [{ charge: CHARGE, quantity: '1900' }] },
    ]);
    expect([text(interim!.amount), text(final!.amount)]).toEqual(['0', '-5292']);
  });

  it('shows tiers with rounded amounts that add up to the charge', () => {
    const { amount, steps } = rateOnce({ model: 'graduated', tiers: AIR }, '312480', 'EUR');
    expect(steps.map((step) => text(step.amount))).toEqual(['2100', '2700', '968.44']);
    expect(text(amount)).toBe('5768.44');
  });
});

describe('runs', () => {
  it.each<[string, Terms, string[], string[]]>([
    [
      'GPCT-01',
      {
        model: 'graduated_percentage',
        tiers: [
          { upTo: '1000', ratePercent: '1', flatFee: '200' },
          { upTo: '10000', ratePercent: '2', flatFee: '300' },
        ],
      },
      ['500', '1050', '5050'],
      ['205', '306', '80'],
    ],
    [
      'GRAD-17',
      { model: 'graduated', tiers: tiers(['5', '0', '100'], ['10', '0', '50'], ['15', '5'], [null, '1']) },
      ['12', '22'],
      ['160', '22'],
    ],
    ['CORR-01', PACKAGE, ['11', '9', '1', '0'], ['30', '-15', '0', '-15']],
    [
      'LATE-04',
      { model: 'volume', tiers: tiers(['100', '10'], ['200', '9'], ['300', '8']) },
      ['90', '110'],
      ['900', '90'],
    ],
  ])('%s', (_, terms, quantities, amounts) => {
    expect(rate(terms, cumulative(...quantities)).map(({ amount }) => text(amount))).toEqual(amounts);
  });

  it('apply the discount before the maximum (CAP-02)', () => {
    const [, run] = rate(
      { model: 'unit', unitPrice: '10', discountPercent: '50', maxAmount: '100' },
      cumulative('7', '27'),
    );
    const { gross, discount, capDiscount, amount } = run!;
    expect([gross, discount, capDiscount, amount].map(text)).toEqual(['200', '100', '35', '65']);
  });

  it('attribute late usage to its own part (LATE-01)', () => {
    const at = (part: string, quantity: string) => ({ charge: CHARGE, part, quantity });
    const runs = [
      { usage: [at('1', '3')] },
      { usage: [at('1', '3'), at('2', '2')] },
      { usage: [at('3', '3'), at('1', '4'), at('2', '2')] },
    ];
    const [, , last] = rate({ model: 'unit', unitPrice: '10' }, runs);
    expect(lineTexts(last!)).toEqual(['usage 1  1 10', 'usage 3  3 30']);
  });

  it('redistribute a maximum between the parts (LATE-02)', () => {
    const at = (part: string, quantity: string) => ({ charge: CHARGE, part, quantity });
    const runs = [
      { usage: [at('1', '3')] },
      { usage: [at('1', '3'), at('2', '3')] },
      { usage: [at('1', '4'), at('2', '3'), at('3', '0')] },
    ];
    const [, second, last] = rate({ model: 'unit', unitPrice: '10', maxAmount: '50' }, runs);
    expect(text(second!.amount)).toBe('20');
    expect(lineTexts(last!)).toEqual(['usage 1  1 10', 'usage 2  0 -10']);
  });

  it('bill a minimum in the final run only (CORR-05)', () => {
    const runs = cumulative('10', '10').map((run, index) => ({ ...run, final: index === 1 }));
    const [first, last] = rate({ model: 'unit', unitPrice: '1', minAmount: '100' }, runs);
    expect([text(first!.amount), text(last!.amount), text(last!.trueUp)]).toEqual(['10', '90', '90']);
    expect(lineTexts(last!)).toEqual(['true_up    90']);
  });

  it('keep a minimum due if usage arrives late', () => {
    const runs = [{ ...cumulative('10')[0]!, final: true }, ...cumulative('30', '130')];
    const rated = rate({ model: 'unit', unitPrice: '1', minAmount: '100' }, runs);
    expect(rated.map(({ amount }) => text(amount))).toEqual(['100', '0', '30']);
    expect(lineTexts(rated[1]!)).toEqual(['usage 1  20 20', 'true_up    -20']);
  });

  it('bill when a threshold is passed, and everything at the end (PROG-01)', () => {
    const charges: Charge[] = [
      { key: 'plan', model: 'flat', amount: '31.00' },
      { key: CHARGE, model: 'unit', unitPrice: '0.0002', thresholds: ['200.00'] },
    ];
    const runs = [
      ...cumulative('900000', '1000000', '1500000'),
      { final: true, usage: [{ charge: CHARGE, quantity: '2000000' }] },
    ];
    const rated = rateRuns(charges, runs, 'USD');
    expect(rated.runs.map(({ amount }) => text(amount))).toEqual([null, '200', null, '231']);
    expect(text(rated.total)).toBe('431');
  });

  it.each([
    ['318400', '21160'],
    ['287000', '0'],
  ])('bill a yearly minimum in instalments and set them off from %s (EC-04)', (year, amount) => {
    const terms: Terms = { model: 'unit', unitPrice: '1.15', minQuantity: '300000', minInstalments: 12 };
    const months = cumulative(...Array.from({ length: 12 }, (_, month) => String(26000 * (month + 1))));
    const runs = rate(
      terms,
      [...months, { final: true, usage: [{ charge: CHARGE, quantity: year }] }],
      'MXN',
    );
    expect(new Set(runs.slice(0, 12).map((run) => text(run.amount)))).toEqual(new Set(['28750']));
    expect([text(runs[12]!.amount), text(runs[12]!.billableQuantity)]).toEqual([amount, year]);
  });

  it('start a new period in another month after a final run (EC-10)', () => {
    const terms: Terms = {
      model: 'unit',
      unitPrice: '0.0198',
      minQuantity: '120000',
      minRamp: [
        { months: 3, percent: '40' },
        { months: 3, percent: '70' },
      ],
    };
    const month = (contractMonth: number, quantity: string) => ({
      final: true,
      contractMonth,
      usage: [{ charge: CHARGE, quantity }],
    });
    const runs = rate(terms, [month(2, '39100'), month(5, '91000'), month(7, '91000')], 'EUR');
    expect(runs.map((run) => text(run.billableQuantity))).toEqual(['39100', '91000', '91000']);
    expect(runs.map((run) => text(run.amount))).toEqual(['950.4', '1801.8', '2376']);
  });

  it('exclude the shortfall of a minimum from the billable quantity', () => {
    const quantity = fc.nat(1000);
    fc.assert(
      fc.property(
        quantity,
        quantity,
        fc.option(fc.integer({ min: 1, max: 12 })),
        (used, least, instalments) => {
          const terms: Terms = {
            model: 'unit',
            unitPrice: '1',
            minQuantity: `${least}`,
            minInstalments: instalments,
          };
          const runs = rate(terms, [
            ...cumulative(`${used}`),
            { final: true, usage: [{ charge: CHARGE, quantity: `${used}` }] },
          ]);
          expect(Exact.sum(0, ...runs.map(({ billableQuantity }) => billableQuantity)).toFixed()).toBe(
            `${used}`,
          );
        },
      ),
    );
  });

  it('have a null true-up before the final run, not zero', () => {
    const commitment = { quantity: '100', trueUp: true };
    const runs = [...cumulative('10', '20'), { final: true, usage: [{ charge: CHARGE, quantity: '120' }] }];
    const trueUps = rate({ model: 'unit', unitPrice: '1', commitment }, runs).map(({ trueUp, lines }) => [
      text(trueUp),
      text(lines[0]!.trueUp),
    ]);
    expect(trueUps).toEqual([
      [null, null],
      [null, null],
      ['0', '0'],
    ]);
  });

  it('are grouped into periods', () => {
    const run = (contractMonth: number, final = false) => ({ contractMonth, final });
    expect(periodNumbers([run(1), run(2), run(2, true), run(3), run(2), run(3, true), run(4)])).toEqual([
      0, 0, 0, 1, 0, 1, 2,
    ]);
  });
});

describe('minimums and commitments', () => {
  it('separate used from unused amounts (EC-03)', () => {
    const run = rateOnce({ model: 'unit', unitPrice: '0.0198', minQuantity: '120000' }, '84200', 'EUR');
    expect(lineTexts(run)).toEqual(['usage 1  84200 1667.16', 'true_up   35800 708.84']);
  });

  it('apply a minimum in percent of the agreed year (EC-05)', () => {
    const terms: Terms = {
      model: 'unit',
      unitPrice: '0.0185',
      contractedQuantity: '1800000',
      minRamp: [{ months: 12, percent: '70' }],
    };
    const run = rateOnce(terms, '1104500', 'EUR');
    expect([text(run.billableQuantity), text(run.trueUp)]).toEqual(['1104500', '2876.75']);
  });

  it('are due without any usage (COM-08)', () => {
    const [run] = rate({ model: 'unit', unitPrice: '10', minAmount: '100' }, [{ final: true }]);
    expect(text(run!.amount)).toBe('100');
  });

  it.each([
    ['300', '1000', '600', '0', '400'],
    ['600', '1300', '1000', '300', '0'],
  ])('of 500 h, %s h used (COM-11)', (quantity, amount, used, overage, trueUp) => {
    const commitment = { quantity: '500', overageFactor: '1.5', trueUp: true };
    const run = rateOnce({ model: 'unit', unitPrice: '2.00', commitment }, quantity, 'USD');
    expect(text(run.amount)).toBe(amount);
    const [line] = run.lines;
    expect([line!.component, text(line!.used), text(line!.overage), text(line!.trueUp)]).toEqual([
      'commitment',
      used,
      overage,
      trueUp,
    ]);
  });

  it('are trued up when no more usage is expected', () => {
    const commitment = { quantity: '500', trueUp: true };
    const runs = rate({ model: 'unit', unitPrice: '2', commitment }, cumulative('100', '300'));
    expect(runs.map((run) => [text(run.amount), text(run.trueUp)])).toEqual([
      ['200', null],
      ['800', '400'],
    ]);
  });

  it.each([
    ['900', []],
    ['1200', [['true_up', '200']]],
  ])('bill the part of a minimum of %s that the commitment does not cover', (minAmount, missing) => {
    const commitment = { quantity: '500', trueUp: true };
    const run = rateOnce({ model: 'unit', unitPrice: '2', commitment, minAmount }, '300', 'USD');
    expect(run.lines.map(({ component, amount }) => [component, text(amount)])).toEqual([
      ['commitment', '1000'],
      ...missing,
    ]);
  });

  it('of an amount (COM-14)', () => {
    const commitment = { amount: '10.00', overageFactor: '2', trueUp: true };
    const terms: Terms = { model: 'unit', unitPrice: '2', commitment };
    expect(['2', '8'].map((quantity) => text(rateOnce(terms, quantity).amount))).toEqual(['10', '22']);
  });
});

describe('machines', () => {
  const fleet = (...quantities: (string | null)[]): RatingRun => ({
    final: true,
    usage: quantities.map((quantity, index) => ({ charge: CHARGE, machine: `M${index + 1}`, quantity })),
  });

  it('share one allowance in a pool, or have one each', () => {
    const terms: Terms = { model: 'unit', unitPrice: '1', includedQuantityPerMachine: '50' };
    expect(text(rate(terms, [fleet('62', '31', '48')])[0]!.amount)).toBe('0');
    expect(text(rate({ ...terms, pooling: 'per_machine' }, [fleet('62', '31', '48')])[0]!.amount)).toBe('12');
  });

  it('have their own minimum even in a pool', () => {
    const terms: Terms = {
      model: 'unit',
      unitPrice: '2',
      includedQuantity: '100',
      minQuantityPerMachine: '40',
    };
    expect(lineTexts(rate(terms, [fleet('90', '30')])[0]!)).toEqual(['usage 1  20 40', 'true_up  M2 10 20']);
  });

  it.each([
    ['0.05', 'USD', ['1', '1', '1'], ['0.02', '0.02', '0.01']],
    ['5', 'JPY', ['1', '1', '1'], ['2', '2', '1']],
    ['0.01', 'USD', ['100', '1'], ['0.01', '0']],
    ['6.00', 'USD', ['0', '0'], ['3', '3']],
  ])('take shares of %s %s by %p', (amount, currency, quantities, shares) => {
    const [run] = rate({ model: 'flat', amount, allocate: true }, [fleet(...quantities)], currency);
    expect(run!.lines.map((line) => text(line.amount))).toEqual(shares);
  });

  it('have shares that add up to the quantity and the exact amount, for any fraction', () => {
    const terms: Terms = { model: 'unit', unitPrice: '0.1', includedQuantity: '1', allocate: true };
    const [run] = rate(terms, [fleet('1', '1', '1')], 'EUR');
    expect(text(run!.billableQuantity)).toBe('2');
    expect(run!.lines.map(({ exact, amount }) => [text(exact), text(amount)])).toEqual([
      ['0.066666666667', '0.07'],
      ['0.066666666667', '0.07'],
      ['0.066666666666', '0.06'],
    ]);
  });

  it('are on hold separately', () => {
    const terms: Terms = { model: 'unit', unitPrice: '2' };
    const [pool, released] = rate(terms, [fleet('10', null), fleet('10', '5')]);
    expect(lineTexts(pool!)).toEqual(['usage 1  10 20', 'usage 1 M2  ']);
    expect(lineTexts(released!)).toEqual(['usage 1  5 10']);
    const [each] = rate({ ...terms, pooling: 'per_machine', minAmount: '50' }, [fleet('10', null)]);
    expect(lineTexts(each!)).toEqual([
      'usage 1 M1 10 20',
      'true_up  M1  30',
      'usage 1 M2  ',
      'true_up  M2  ',
    ]);
  });

  it('are on hold with the fee of their first tier', () => {
    const terms: Terms = { model: 'graduated', tiers: FLAT_THEN_UNITS };
    const [held, released] = rate(terms, [fleet(null), fleet('7')]);
    expect([held!, released!].map(({ gross, amount }) => [text(gross), text(amount)])).toEqual([
      ['0', '0'],
      ['150', '150'],
    ]);
  });

  it('keep what was billed before their quantity was on hold', () => {
    const [, held, released] = rate({ model: 'unit', unitPrice: '2' }, [
      fleet('10', '5'),
      fleet('12', null),
      fleet('12', '4'),
    ]);
    expect(text(held!.amount)).toBe('4');
    expect(text(released!.amount)).toBe('-2');
  });
});

describe('invalid pricing', () => {
  it.each<[string, Terms, string, string]>([
    ['no tiers', { model: 'volume' }, '/charges/0/tiers', 'value_missing'],
    [
      'tiers that decrease',
      { model: 'volume', tiers: tiers(['10', '1'], ['5', '1']) },
      '/charges/0/tiers/1/upTo',
      'tiers_not_rising',
    ],
    [
      'two last tiers',
      { model: 'volume', tiers: tiers([null, '1'], [null, '1']) },
      '/charges/0/tiers/1/upTo',
      'tiers_not_rising',
    ],
    ['an empty package', { ...PACKAGE, packageSize: '0' }, '/charges/0/packageSize', 'value_not_positive'],
    [
      'a shortfall without a price',
      { model: 'stairstep', tiers: [{ flatFee: '1' }], minQuantity: '5' },
      '/charges/0/shortfallPrice',
      'value_missing',
    ],
    [
      'zero instalments',
      { model: 'unit', unitPrice: '1', minInstalments: 12 },
      '/charges/0/minInstalments',
      'minimum_missing',
    ],
    [
      'a discount above 100%',
      { model: 'unit', unitPrice: '1', discountPercent: '101' },
      '/charges/0/discountPercent',
      'percent_above_100',
    ],
  ])('%s', (_, terms, pointer, code) => {
    const faults = (() => {
      try {
        return rate(terms, []);
      } catch (error) {
        return (error as { fields?: unknown }).fields;
      }
    })();
    expect(faults).toEqual([{ pointer, code: `contracts.${code}` }]);
  });

  it('rejects usage that has no charge, is duplicated, negative or empty', () => {
    const charge: Charge = { key: CHARGE, model: 'unit', unitPrice: '1' };
    const usage = [{ charge: 'x', quantity: '1' }, { charge: CHARGE, quantity: '-1' }, { charge: CHARGE }];
    expect(() => rateRuns([charge], [{ usage }], null)).toThrow('billing.pricing_invalid');
  });
});

describe('for any usage', () => {
  const quantity = fc.integer({ min: 0, max: 4_000_000 }).map((n) => new Exact(n).div(1000).toFixed());
  const terms = fc.constantFrom<Terms>(
    { model: 'graduated', tiers: FLAT_THEN_UNITS, includedQuantity: '3.5' },
    { model: 'volume', tiers: FONTS, discountPercent: '12.5' },
    { ...PACKAGE, maxAmount: '333.333' },
    { model: 'unit', unitPrice: '0.0333333', convert: { divideBy: '7', rounding: 'half_away', decimals: 2 } },
    { model: 'unit', unitPrice: '1.005', minQuantityPerMachine: '20', minAmount: '77.777' },
  );
  const pooling = fc.constantFrom<Terms['pooling']>('pooled', 'per_machine');
  const fleet = fc.array(quantity, { minLength: 1, maxLength: 4 });
  const toUsage = (quantities: readonly string[]) =>
    quantities.map((each, index) => ({ charge: CHARGE, machine: `M${index}`, quantity: each }));

  it('several runs add up to a single run with all usage, regardless of the usage known in between', () => {
    fc.assert(
      fc.property(terms, pooling, fc.array(fleet, { maxLength: 4 }), fleet, (each, pools, before, last) => {
        const charge = { ...each, pooling: pools };
        const final = { final: true, usage: toUsage(last) };
        const split = rateRuns(
          [{ ...charge, key: CHARGE }],
          [...before.map((of) => ({ usage: toUsage(of) })), final],
          'EUR',
        );
        const whole = rateRuns([{ ...charge, key: CHARGE }], [final], 'EUR');
        expect(split.total.toFixed()).toBe(whole.total.toFixed());
      }),
    );
  });

  it('parts add up to the whole', () => {
    fc.assert(
      fc.property(terms, fc.array(quantity, { minLength: 1, maxLength: 6 }), (each, parts) => {
        const usage = parts.map((of, index) => ({ charge: CHARGE, part: String(index + 1), quantity: of }));
        const sum = parts.reduce((total, of) => total.plus(of), new Exact(0)).toFixed();
        const [inParts] = rate(each, [{ final: true, usage }], 'EUR');
        expect(text(inParts!.amount)).toBe(text(rateOnce(each, sum, 'EUR').amount));
      }),
    );
  });

  it('shares of machines and tiers add up to the charge, to the cent', () => {
    fc.assert(
      fc.property(terms, fleet, (each, quantities) => {
        const usage = toUsage(quantities);
        const [pool] = rate(each, [{ final: true, usage }], 'EUR');
        const [shared] = rate({ ...each, allocate: true }, [{ final: true, usage }], 'EUR');
        expect(text(shared!.amount)).toBe(text(pool!.amount));
        const steps = pool!.steps.reduce((total, { amount }) => total.plus(amount), new Exact(0));
        expect(steps.minus(pool!.gross).abs().lte('0.005')).toBe(true);
      }),
    );
  });
});
