import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { previewMeter } from './preview-meter.js';
import type { MeterPreview } from './meter-preview.js';
import type { MeterDefinition, MeterEvent, MeterPreviewInput, MeterReading } from './meter-definition.js';
import type { RegisterChange } from '../steps/registers.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.parse('2026-11-01T00:00:00Z');

const METER: MeterDefinition = {
  method: 'counter',
  factor: null,
  modulus: null,
  maxRatePerMinute: null,
  maxHoldSeconds: null,
  rounding: null,
  formula: null,
  reference: null,
  calibration: null,
  checksOff: false,
};

function reading(hours: number, value: string | null, more: Partial<MeterReading> = {}): MeterReading {
  return {
    at: T0 + hours * HOUR,
    value,
    isEstimated: false,
    signal: null,
    subject: null,
    key: null,
    receivedAt: null,
    ...more,
  };
}

const hourly = (...values: (string | null)[]) => values.map((value, hour) => reading(hour, value));
const change = (type: RegisterChange['type'], hours: number, final: string | null = null, initial = '0') =>
  ({ type, at: T0 + hours * HOUR, final, initial }) as const;
const span = (type: 'estimate' | 'all_off', from: number, to: number) =>
  ({ type, from: T0 + from * HOUR, to: T0 + to * HOUR, perHour: '10' }) as MeterEvent;

function ask(
  readings: readonly MeterReading[],
  meter: Partial<MeterDefinition> = {},
  more: Partial<Omit<MeterPreviewInput, 'meter' | 'readings'>> & { hours?: number } = {},
): MeterPreview {
  const { hours = 24, ...facts } = more;
  return previewMeter({
    meter: { ...METER, ...meter },
    period: { from: T0, to: T0 + hours * HOUR },
    windowSeconds: null,
    knownBefore: null,
    events: [],
    readings,
    ...facts,
  });
}

const steps = ({ steps: shown }: MeterPreview) => shown.map(({ kind, quantity }) => `${kind} ${quantity}`);
const codes = ({ exceptions }: MeterPreview) => exceptions.map(({ code }) => code);

describe('a counter', () => {
  it('counts between its readings, and nothing before the first (CTR-03)', () => {
    expect(ask(hourly('100', '400', '800'))).toMatchObject({
      quantity: '700',
      state: 'measured',
      accepted: 3,
    });
    expect(ask([reading(1, '910.031')])).toMatchObject({ quantity: null, state: 'unknown' });
    expect(ask([])).toMatchObject({ quantity: null, state: 'unknown', steps: [] });
  });

  it('continues from the last reading before the period, and assigns a step to the period in which it ends', () => {
    expect(ask([reading(-1, '5'), reading(1, '8'), reading(24, '10'), reading(25, '99')]).quantity).toBe('5');
  });

  it('is unknown in a period without readings', () => {
    expect(ask([reading(-1, '5'), reading(25, '99')])).toMatchObject({ quantity: null, state: 'unknown' });
  });

  it('is not changed by a message without a value (CTR-11)', () => {
    expect(ask(hourly('1000', null, '5000')).quantity).toBe('4000');
  });

  it('restarts after a declared reset at a reading, at any maximum rate (CTR-04)', () => {
    const values = hourly('4302', '4844', '5091', '13', '215', '762', '1108');
    const result = ask(values, { maxRatePerMinute: '10' }, { events: [change('declared_reset', 3)] });
    expect(result.quantity).toBe('1897');
    expect(steps(result)[2]).toBe('declared_reset 13');
  });

  it('continues with the new meter after an exchange (CTR-13)', () => {
    const events = [change('exchange', 12, '12555', '7')];
    const result = ask([reading(0, '12340'), reading(24, '61')], {}, { events });
    expect(result).toMatchObject({ quantity: '269', state: 'measured' });
    expect(steps(result)).toEqual(['replacement 269']);
  });

  it('splits an exchange between periods', () => {
    const events = [change('exchange', -12, '12555', '7')];
    expect(ask([reading(-24, '12340'), reading(24, '61')], {}, { events }).quantity).toBe('54');
    const before = { from: T0 - 24 * HOUR, to: T0 };
    expect(ask([reading(-24, '12340'), reading(24, '61')], {}, { events, period: before }).quantity).toBe(
      '215',
    );
  });

  it.each([
    ['past a modulus (CTR-06)', '9900', '100', { modulus: '10000' }, '200', ['rollover 200']],
    [
      'past a modulus with tenths (EC-29)',
      '99812.6',
      '412.3',
      { modulus: '100000' },
      '599.7',
      ['rollover 599.7'],
    ],
    [
      'within the maximum rate',
      '9900',
      '100',
      { modulus: '10000', maxRatePerMinute: '4' },
      '200',
      ['rollover 200'],
    ],
    [
      'unexplained beyond the maximum rate',
      '9900',
      '100',
      { modulus: '10000', maxRatePerMinute: '3' },
      null,
      ['unexplained null'],
    ],
    ['unexplained (CTR-08, EC-36)', '8421', '3.2', {}, null, ['unexplained null']],
  ])('falls: %s', (_, from, to, meter, quantity, shown) => {
    const result = ask(hourly(from, to), meter);
    expect(result.quantity).toBe(quantity);
    expect(steps(result)).toEqual(shown);
    expect(result.state).toBe(quantity === null ? 'held' : 'measured');
  });

  it('suggests an action for a fall, and shows what the modulus would have implied', () => {
    expect(ask(hourly('9900', '100'), { modulus: '10000', maxRatePerMinute: '3' }).exceptions).toEqual([
      { code: 'unexplained_fall', implied: '200', since: null, action: 'needs_exchange_record' },
    ]);
  });

  it('puts an implausible increase on hold', () => {
    const result = ask(hourly('0', '60', '600', '630'), { maxRatePerMinute: '1' });
    expect(result).toMatchObject({ quantity: '90', state: 'measured', heldQuantity: '540' });
    expect(result.exceptions).toEqual([{ code: 'implausible', implied: '540', since: null, action: null }]);
  });

  it('splits a long step at the boundary into estimated parts, until readings arrive', () => {
    const late = reading(1, '90', { receivedAt: T0 + 100 * HOUR });
    const readings = [reading(-1, '0'), reading(3, '100'), late];
    const hold = { maxHoldSeconds: 3600 };
    const first = ask(readings, hold, { knownBefore: T0 + 50 * HOUR });
    expect(first).toMatchObject({ quantity: '75', state: 'estimated', estimatedQuantity: '75' });
    expect(first.flags).toEqual(['contains_estimate']);
    expect(steps(first)).toEqual(['split 75']);
    expect(steps(ask(readings, hold))).toEqual(['split 45', 'normal 10']);
    expect(ask([reading(23, '0'), reading(25, '100')], hold).quantity).toBe('50');
  });

  it('does not split a step within the maximum gap', () => {
    expect(ask([reading(-1, '0'), reading(1, '100')], { maxHoldSeconds: 7200 }).quantity).toBe('100');
  });

  it('accepts an estimate, and cancels one above the next actual reading', () => {
    const estimated = (value: string) => reading(12, value, { isEstimated: true });
    expect(ask([reading(0, '0'), estimated('50')])).toMatchObject({
      quantity: '50',
      state: 'estimated',
      estimatedQuantity: '50',
    });
    expect(ask([reading(0, '0'), estimated('90'), reading(24, '80')])).toMatchObject({
      quantity: '80',
      state: 'measured',
      exceptions: [],
    });
  });

  it('counts estimates only where nothing was counted', () => {
    const events = [span('estimate', 2, 4)];
    expect(ask([reading(0, '0'), reading(2, '100')], {}, { events })).toMatchObject({
      quantity: '120',
      state: 'estimated',
      estimatedQuantity: '20',
    });
    expect(ask([reading(0, '0'), reading(2, '100'), reading(3, '101')], {}, { events }).quantity).toBe('111');
    expect(ask([reading(0, '0'), reading(2, '90'), reading(5, '100')], {}, { events }).quantity).toBe('100');
  });

  it('adds an estimate of a standstill between two readings', () => {
    const events = [span('estimate', 2, 4)];
    expect(ask([reading(0, '0'), reading(24, '100')], {}, { events })).toMatchObject({
      quantity: '120',
      estimatedQuantity: '20',
    });
  });

  it('puts flow while every compressor was off on hold (EC-34)', () => {
    const offs = [10, 11, 11.25].map((hour) => span('all_off', hour, hour === 10 ? 10.5 : hour + 0.25));
    const readings = [
      ...[reading(0, '0'), reading(10, '1000'), reading(10.5, '1063')],
      ...[reading(11, '1100'), reading(11.5, '1163'), reading(24, '2000')],
    ];
    const result = ask(readings, { checksOff: true }, { events: offs });
    expect(result).toMatchObject({ quantity: '1874', heldQuantity: '126', state: 'measured' });
    expect(result.exceptions).toEqual([
      { code: 'flow_while_off', implied: '126', since: null, action: 'check_non_return_valve' },
    ]);
    expect(ask(readings, {}, { events: offs }).quantity).toBe('2000');
  });

  it('shows the usage of a meter with an expired certificate and puts it on hold (EC-38)', () => {
    const calibration = { validTo: '2026-10-31', endsAt: T0 };
    expect(ask(hourly('0', '5'), { calibration })).toMatchObject({
      quantity: '5',
      state: 'held',
      exceptions: [{ code: 'calibration_expired', since: '2026-10-31' }],
    });
    expect(codes(ask(hourly('0', '5'), { calibration }, { period: { from: T0 - HOUR, to: T0 } }))).toEqual(
      [],
    );
  });

  it('shows the demand of each window, rounding the running sum', () => {
    const result = ask(
      hourly('0', '0.4', '0.8', '1.2'),
      { rounding: { mode: 'half_away', decimals: 0 } },
      { hours: 4, windowSeconds: 3600 },
    );
    expect(result).toMatchObject({ quantity: '1', windows: ['0', '1', '0', null] });
  });

  it('multiplies by its factor and the reference conditions (EC-33)', () => {
    const reference = { from: { celsius: '0', mbar: '1013.25' }, to: { celsius: '20', mbar: '1000' } };
    const result = ask(hourly('0', '1000'), { reference, factor: '10' });
    expect(result).toMatchObject({ quantity: '10874.4', factor: '10.8744' });
  });
});

describe('delivery', () => {
  const readings = ['10', '12', '15', '15', '21'].map((value, hour) => reading(hour, value));

  it('counts repeated and late readings', () => {
    const [a, b, c] = readings as [MeterReading, MeterReading, MeterReading];
    expect(ask([b, a, c, b])).toMatchObject({ accepted: 3, duplicates: 1, outOfOrder: 1, quantity: '5' });
  });

  it('changes nothing, in any order and repetition (CTR-17)', () => {
    const thrice = [...readings, ...readings, ...readings];
    fc.assert(
      fc.property(fc.shuffledSubarray(thrice, { minLength: 15 }), (arrived) => {
        const result = ask(arrived);
        expect(result).toMatchObject({ quantity: '11', accepted: 5, duplicates: 10 });
      }),
    );
  });

  it('keeps the first of two readings with the same identity', () => {
    expect(ask([reading(0, '1'), reading(1, '5'), reading(1, '9')]).quantity).toBe('4');
    expect(
      ask([reading(0, '1'), reading(1, '5', { key: 'a' }), reading(1, '9', { key: 'b' })]).quantity,
    ).toBe('8');
  });
});

describe('windows of a counter', () => {
  it('add up to the period, for any cuts and rounding', () => {
    const moves = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 30 });
    const windows = fc.integer({ min: 60, max: 90_000 });
    const holds = fc.option(fc.integer({ min: 60, max: 9000 }));
    fc.assert(
      fc.property(moves, windows, holds, (rises, windowSeconds, maxHoldSeconds) => {
        let value = new Exact(0);
        const readings = rises.map((rise, hour) => {
          value = value.plus(new Exact(rise).div(7).toDecimalPlaces(5));
          return reading(hour - 1, value.toFixed());
        });
        const rounding = { mode: 'half_away', decimals: 1 } as const;
        const result = ask(readings, { maxHoldSeconds, rounding }, { windowSeconds });
        const sum = Exact.sum(0, ...result.windows!.map((window) => window ?? 0));
        expect(sum.toFixed()).toBe(result.quantity ?? '0');
      }),
    );
  });
});

describe('a level', () => {
  const at = (seconds: number, value: string) => reading(seconds / 3600, value);
  const twoMinutes = { hours: 1 / 30, windowSeconds: 60 };

  it('is integrated over the seconds for which it applies (CTR-21)', () => {
    const readings = [at(0, '1'), at(0, '1'), at(60, '1'), at(120, '1')];
    const result = ask(readings, { method: 'integral', maxHoldSeconds: 60 }, twoMinutes);
    expect(result).toMatchObject({ quantity: '120', windows: ['60', '60'], duplicates: 1 });
  });

  it('applies for no longer than the maximum gap', () => {
    const result = ask([at(-30, '2')], { method: 'integral', maxHoldSeconds: 60 }, twoMinutes);
    expect(result).toMatchObject({ quantity: '60', windows: ['60', null], state: 'measured' });
    expect(ask([at(-90, '2')], { method: 'integral', maxHoldSeconds: 60 }, twoMinutes)).toMatchObject({
      quantity: null,
      state: 'unknown',
    });
  });

  it('is replaced by an estimate until it is read again', () => {
    const events = [span('estimate', 1, 3)];
    const result = ask([reading(0, '1'), reading(4, '1')], { method: 'integral' }, { events, hours: 5 });
    expect(result).toMatchObject({ quantity: '10820', estimatedQuantity: '20', state: 'estimated' });
  });

  it('is on hold while every compressor was off', () => {
    const result = ask(
      [reading(0, '1')],
      { method: 'integral', checksOff: true },
      {
        events: [span('all_off', 1, 2)],
        hours: 3,
      },
    );
    expect(result).toMatchObject({ quantity: '7200', heldQuantity: '3600' });
  });

  it('has a mean over time that begins at zero (WSUM-05)', () => {
    const result = ask(
      [reading(0, '20'), reading(24, '30')],
      { method: 'mean' },
      {
        period: { from: T0 - 15 * 24 * HOUR, to: T0 + 16 * 24 * HOUR },
      },
    );
    expect(new Exact(result.quantity!).toFixed(10)).toBe('15.1612903226');
  });

  it('continues from before the period (WSUM-02), and excludes unknown time', () => {
    expect(ask([reading(-1, '1000'), reading(12, '1001')], { method: 'mean' }).quantity).toBe('1000.5');
    const sampled = { method: 'mean', maxHoldSeconds: 3600 } as const;
    expect(ask([reading(0, '10'), reading(12, '20')], sampled).quantity).toBe('15');
  });
});

describe('events', () => {
  const readings = [
    ...[reading(0, '8', { subject: 'a' }), reading(1, '3', { subject: 'b' })],
    ...[reading(13, '10', { subject: 'a' }), reading(24, '99', { subject: 'c' })],
  ];
  it.each([
    ['sum', '21'],
    ['count', '3'],
    ['min', '3'],
    ['max', '10'],
    ['avg', '7'],
    ['latest', '10'],
    ['unique_count', '2'],
  ] as const)('%s covers the half-open period', (method, quantity) => {
    expect(ask(readings, { method })).toMatchObject({ quantity, state: 'measured' });
  });

  it('sums the maximum of each bucket (AGG-02)', () => {
    const own = readings.map((each) => ({ ...each, subject: null }));
    const result = ask(own, { method: 'max_per_bucket' }, { windowSeconds: 43_200 });
    expect(result).toMatchObject({ quantity: '18', windows: ['8', '10'] });
  });

  it.each([
    [0, '123'],
    [2, '123.46'],
    [-1, '120'],
  ])('rounds to %s decimals (AGG-03)', (decimals, quantity) => {
    const rounding = { mode: 'half_away', decimals } as const;
    expect(ask([reading(0, '123.4567')], { method: 'sum', rounding }).quantity).toBe(quantity);
  });

  it('is zero in a period without events, and unknown for a meter that never reported', () => {
    expect(ask([reading(-1, '5')], { method: 'sum' })).toMatchObject({ quantity: '0', state: 'measured' });
    expect(ask([], { method: 'sum' })).toMatchObject({ quantity: null, state: 'unknown' });
    expect(ask([reading(-1, '5')], { method: 'max' })).toMatchObject({ quantity: null, state: 'unknown' });
  });
});

describe('a formula', () => {
  const meter = { method: 'formula', formula: 'total - rejects + customer_rejects' } as const;
  const of = (signal: string, ...values: string[]) => hourly(...values).map((each) => ({ ...each, signal }));

  it('combines signals’ quantities', () => {
    const readings = [
      ...of('total', '1000', '1500'),
      ...of('rejects', '20', '50'),
      ...of('customer_rejects', '0', '10'),
    ];
    expect(ask(readings, meter)).toMatchObject({ quantity: '480', state: 'measured' });
  });

  it('uses a single report of a signal as the quantity of the period', () => {
    const readings = [...of('total', '500'), ...of('rejects', '30'), ...of('customer_rejects', '10')];
    expect(ask(readings, meter).quantity).toBe('480');
  });

  it('includes a report at the very end of the period, but none from before it', () => {
    const reports = (hours: number) =>
      ['total', 'rejects', 'customer_rejects'].map((signal) => reading(hours, '7', { signal }));
    expect(ask(reports(24), meter).quantity).toBe('7');
    expect(ask(reports(-1), meter)).toMatchObject({ quantity: null, state: 'unknown' });
  });

  it('is on hold with its signal', () => {
    const readings = [
      ...of('total', '9', '5'),
      ...of('rejects', '1', '2'),
      ...of('customer_rejects', '0', '0'),
    ];
    expect(ask(readings, meter)).toMatchObject({ quantity: null, state: 'held' });
  });

  it('rejects a name without readings', () => {
    expect(() => ask(of('total', '1', '2'), meter)).toThrow('metering.formula_name_unknown');
  });
});

describe('an invalid request', () => {
  it.each<[string, Partial<MeterDefinition>, Parameters<typeof ask>[2]]>([
    ['metering.period_invalid', {}, { period: { from: T0, to: T0 } }],
    ['metering.windows_too_many', {}, { period: { from: T0, to: T0 + 365 * 24 * HOUR }, windowSeconds: 1 }],
    ['metering.event_invalid', {}, { events: [span('estimate', 2, 2)] }],
    ['metering.estimate_twice', {}, { events: [span('estimate', 2, 4), span('estimate', 3, 5)] }],
    ['metering.formula_missing', { method: 'formula' }, {}],
    [
      'metering.conditions_invalid',
      { reference: { from: { celsius: '-273.15', mbar: '1000' }, to: { celsius: '0', mbar: '1000' } } },
      {},
    ],
  ])('is rejected: %s', (code, meter, more) => {
    expect(() => ask(hourly('1', '2'), meter, more)).toThrow(code);
  });
});
