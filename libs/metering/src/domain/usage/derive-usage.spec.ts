import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { calendarMonth } from './contract-month.js';
import { QUALITY, type CounterReading } from '../steps/counter-reading.js';
import { deriveUsage } from './derive-usage.js';
import { type MeteredPeriod } from './metered-period.js';
import { NO_RECORDS } from '../evidence/meter-records.js';
import { type MeterRule, RULE_VERSION } from './meter-rule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.parse('2026-11-10T00:00:00Z');

const PLAIN: MeterRule = { modulus: null, maxRatePerHour: null, maxGapMinutes: 1440 };

function reading(at: number, value: string | null, more: Partial<CounterReading> = {}): CounterReading {
  return {
    at,
    seq: String(Math.round(at / MINUTE)),
    receivedAt: at + 1500,
    timeSource: 0,
    value,
    quality: QUALITY.good,
    ...more,
  };
}

/** Readings at intervals of an hour from T0. */
const hourly = (...values: (string | null)[]): CounterReading[] =>
  values.map((value, hour) => reading(T0 + hour * HOUR, value));

function period(from: number, to: number, more: Partial<MeteredPeriod> = {}): MeteredPeriod {
  return {
    zone: 'UTC',
    from,
    to,
    windows: [{ since: 0, from, to, until: null }],
    knownUntil: Number.MAX_SAFE_INTEGER,
    ...more,
  };
}

/** The period from just before the first reading, as if counting began with that reading. */
const whole = (readings: readonly CounterReading[]): MeteredPeriod =>
  period(T0 - 1, Math.max(T0, ...readings.map(({ at }) => at)) + HOUR);

const held = (usage: ReturnType<typeof deriveUsage>) =>
  usage.reasons
    .filter(({ holds }) => holds)
    .map(({ code, fromValue, toValue, quantity }) => [code, fromValue, toValue, quantity]);

describe('deriveUsage', () => {
  describe('a counter that only increases', () => {
    it('uses the exact difference of its readings', () => {
      const usage = deriveUsage(
        hourly('0.1', '0.3', '0.30', '1000000.7'),
        PLAIN,
        whole(hourly('0', '0', '0', '0')),
      );
      expect(usage).toMatchObject({
        state: 'measured',
        quantity: '1000000.6',
        heldQuantity: '0',
        startValue: '0.1',
        endValue: '1000000.7',
        readingCount: 4,
      });
    });

    it('starts from the last reading at or before the period and ends with the step that ends exactly at its end', () => {
      const readings = hourly('100', '103', '107', '112', '118');
      const usage = deriveUsage(readings, PLAIN, period(T0 + HOUR, T0 + 3 * HOUR));
      expect(usage).toMatchObject({
        quantity: '9',
        startValue: '103',
        endValue: '112',
        readingCount: 2,
        reasons: [],
      });
    });

    it('assigns a step across the boundary to the period in which it ends', () => {
      const readings = [
        reading(T0 - 10 * MINUTE, '100'),
        reading(T0 + 10 * MINUTE, '140'),
        reading(T0 + 2 * HOUR, '150'),
      ];
      expect(deriveUsage(readings, PLAIN, period(T0 - HOUR, T0)).quantity).toBeNull();
      expect(deriveUsage(readings, PLAIN, period(T0, T0 + HOUR))).toMatchObject({
        quantity: '40',
        startValue: '100',
        endValue: '140',
      });
    });

    it('reports if counting began with a reading inside', () => {
      const usage = deriveUsage(hourly('100', '120'), PLAIN, period(T0 - HOUR, T0 + HOUR));
      expect(usage.quantity).toBe('20');
      expect(usage.reasons).toEqual([
        expect.objectContaining({
          code: 'began_at_first_reading',
          holds: false,
          from: '2026-11-09T23:00:00.000Z',
          to: '2026-11-10T00:00:00.000Z',
          toValue: '100',
        }),
      ]);
    });

    it('ignores readings before its counting window, except for one at its start', () => {
      const readings = hourly('100', '160', '170', '185');
      const window = { since: T0 + HOUR, from: T0 + HOUR, to: T0 + 3 * HOUR };
      const usage = deriveUsage(readings, PLAIN, period(T0, T0 + 4 * HOUR, { windows: [window] }));
      expect(usage).toMatchObject({ quantity: '25', startValue: '160', endValue: '185', readingCount: 3 });
      expect(usage.reasons.map(({ code }) => code)).toEqual(['began_at_first_reading']);
    });

    it('adds up the windows of a machine that left and returned, and nothing in between', () => {
      const windows = [
        { since: 0, from: T0, to: T0 + 2 * HOUR },
        { since: T0 + 4 * HOUR, from: T0 + 4 * HOUR, to: T0 + 6 * HOUR },
      ];
      const usage = deriveUsage(
        hourly('100', '101', '102', '500', '900', '903', '906'),
        PLAIN,
        period(T0, T0 + 6 * HOUR, { windows }),
      );
      expect(usage).toMatchObject({ quantity: '8', startValue: '100', endValue: '906', readingCount: 5 });
    });

    it.each([
      ['no readings', []],
      ['only earlier readings', [reading(T0 - HOUR, '100')]],
      ['a single reading inside', [reading(T0 + HOUR, '100')]],
    ])('is unknown with %s', (_name, readings) => {
      expect(deriveUsage(readings, PLAIN, period(T0, T0 + 2 * HOUR))).toMatchObject({
        state: 'unknown',
        quantity: null,
        heldQuantity: '0',
      });
    });

    it('counts through a gap and lists it', () => {
      const readings = [reading(T0, '100'), reading(T0 + 31 * HOUR, '480')];
      const usage = deriveUsage(readings, { ...PLAIN, maxRatePerHour: '20' }, period(T0, T0 + 31 * HOUR));
      expect(usage.quantity).toBe('380');
      expect(usage.reasons).toEqual([
        {
          code: 'gap',
          holds: false,
          from: '2026-11-10T00:00:00.000Z',
          to: '2026-11-11T07:00:00.000Z',
          fromValue: '100',
          toValue: '480',
          quantity: '380',
        },
      ]);
    });

    it('reports since when there is no data at the end, as far as known', () => {
      const readings = hourly('100', '101');
      const month = period(T0, T0 + 20 * 24 * HOUR);
      expect(deriveUsage(readings, PLAIN, month).reasons).toEqual([
        expect.objectContaining({
          code: 'silent_at_end',
          from: '2026-11-10T01:00:00.000Z',
          to: '2026-11-30T00:00:00.000Z',
        }),
      ]);
      expect(deriveUsage(readings, PLAIN, { ...month, knownUntil: T0 + 2 * HOUR }).reasons).toEqual([]);
      expect(
        deriveUsage(readings, PLAIN, { ...month, knownUntil: T0 + 2 * HOUR, asOf: T0 + 50 * HOUR }).reasons,
      ).toEqual([expect.objectContaining({ code: 'silent_at_end', to: '2026-11-12T02:00:00.000Z' })]);
    });
  });

  describe('readings that are not measured', () => {
    it('uses a reading only after its receipt', () => {
      const readings = [
        ...hourly('100', '110'),
        reading(T0 + 90 * MINUTE, '115', { receivedAt: T0 + 50 * HOUR }),
      ];
      const known = (knownUntil: number) =>
        deriveUsage(readings, PLAIN, period(T0, T0 + 4 * HOUR, { knownUntil })).quantity;
      expect(known(T0 + 50 * HOUR)).toBe('10');
      expect(known(T0 + 50 * HOUR + 1)).toBe('15');
    });

    it('keeps the baseline after a message without a value', () => {
      expect(deriveUsage(hourly('1000', null, '5000'), PLAIN, whole(hourly('', '', ''))).quantity).toBe(
        '4000',
      );
    });

    it('ignores bad and stale values, keeps uncertain ones, and reports the number of ignored ones', () => {
      const readings = [
        reading(T0, '100'),
        reading(T0 + HOUR, '90000', { quality: QUALITY.bad }),
        reading(T0 + 2 * HOUR, '100', { quality: QUALITY.stale }),
        reading(T0 + 3 * HOUR, '130', { quality: QUALITY.uncertain }),
      ];
      const usage = deriveUsage(readings, PLAIN, period(T0, T0 + 3 * HOUR));
      expect(usage).toMatchObject({ quantity: '30', readingCount: 1 });
      expect(usage.reasons).toEqual([
        expect.objectContaining({ code: 'readings_left_out', count: 2, holds: false }),
      ]);
    });
  });

  describe('a counter that falls', () => {
    it('puts the meter on hold if the fall is its only step', () => {
      const usage = deriveUsage(hourly('8421.0', '3.2'), PLAIN, period(T0, T0 + HOUR));
      expect(usage).toMatchObject({ state: 'held', quantity: null, heldQuantity: '0' });
      expect(held(usage)).toEqual([['counter_fell', '8421.0', '3.2', null]]);
    });

    it('puts the meter on hold if nothing else moved', () => {
      const usage = deriveUsage(hourly('8421', '8421', '3', '3', '3'), PLAIN, period(T0, T0 + 4 * HOUR));
      expect(usage).toMatchObject({ state: 'held', quantity: null });
      expect(deriveUsage(hourly('3', '3', '3'), PLAIN, period(T0, T0 + 2 * HOUR))).toMatchObject({
        state: 'measured',
        quantity: '0',
        reasons: [],
      });
    });

    it('puts only the fall on hold and continues from the new value', () => {
      const usage = deriveUsage(hourly('8400', '8421', '3', '10', '15'), PLAIN, period(T0, T0 + 4 * HOUR));
      expect(usage).toMatchObject({ state: 'measured', quantity: '33', heldQuantity: '0' });
      expect(held(usage)).toEqual([['counter_fell', '8421', '3', null]]);
    });

    it.each([
      ['without a maximum rate', { modulus: '100000' }],
      ['if the rate allows another turn', { modulus: '100000', maxRatePerHour: '100000' }],
    ])('puts a possible rollover %s on hold, with the quantity that the modulus implies', (_name, rule) => {
      const usage = deriveUsage(hourly('99812.6', '412.3'), { ...PLAIN, ...rule }, period(T0, T0 + HOUR));
      expect(usage).toMatchObject({ state: 'held', quantity: null, heldQuantity: '599.7' });
      expect(held(usage)).toEqual([['possible_rollover', '99812.6', '412.3', '599.7']]);
    });

    it('counts and reports a rollover that modulus and maximum rate prove', () => {
      const rule = { ...PLAIN, modulus: '100000', maxRatePerHour: '600', factor: '0.1' };
      const usage = deriveUsage(hourly('99812.6', '412.3', '512.3'), rule, period(T0, T0 + 2 * HOUR));
      expect(usage).toMatchObject({
        state: 'measured',
        quantity: '69.97',
        heldQuantity: '0',
        exceptions: [],
      });
      expect(usage.reasons).toEqual([
        {
          code: 'rollover',
          holds: false,
          from: '2026-11-10T00:00:00.000Z',
          to: '2026-11-10T01:00:00.000Z',
          fromValue: '99812.6',
          toValue: '412.3',
          quantity: '59.97',
        },
      ]);
    });

    it.each([
      ['faster than the rate allows', { modulus: '100000', maxRatePerHour: '500' }, ['99812.6', '412.3']],
      ['the longer way round', { modulus: '100000' }, ['40000', '20000']],
      ['beyond the modulus', { modulus: '10000' }, ['99812.6', '412.3']],
      ['without a modulus', {}, ['99812.6', '412.3']],
    ])('does not consider a fall %s a rollover', (_name, rule, values) => {
      const usage = deriveUsage(hourly(...values), { ...PLAIN, ...rule }, period(T0, T0 + HOUR));
      expect(held(usage)).toEqual([['counter_fell', values[0], values[1], null]]);
      expect(usage.heldQuantity).toBe('0');
    });

    it('does not bill the whole counter after a single zero', () => {
      const usage = deriveUsage(
        hourly('4812400', '4812406', '0', '4812407', '4812409'),
        PLAIN,
        period(T0, T0 + 4 * HOUR),
      );
      expect(usage).toMatchObject({ state: 'measured', quantity: '8', heldQuantity: '4812407' });
      expect(held(usage)).toEqual([
        ['counter_fell', '4812406', '0', null],
        ['rise_after_fall', '0', '4812407', '4812407'],
      ]);
    });

    it('considers a fall shortly before the period', () => {
      const usage = deriveUsage(
        hourly('4812406', '0', '4812407', '4812409'),
        PLAIN,
        period(T0 + HOUR, T0 + 3 * HOUR),
      );
      expect(usage).toMatchObject({ quantity: '2', heldQuantity: '4812407', startValue: '0' });
    });

    it.each([
      { version: RULE_VERSION, quantity: '20', held: [] },
      { version: 6, quantity: '10', held: [['rise_after_fall', '395', '405', '10']] },
    ])('evaluates an old register’s first value by version $version of the rules', (each) => {
      const exchange = { type: 'exchange', at: T0 - 48 * HOUR, final: '9000', initial: '400' } as const;
      const usage = deriveUsage(
        hourly('385', '395', '405'),
        { ...PLAIN, version: each.version },
        { ...period(T0, T0 + 2 * HOUR), windows: [{ since: 0, from: T0, to: T0 + 2 * HOUR, until: null }] },
        { ...NO_RECORDS, changes: [exchange] },
      );
      expect(usage.quantity).toBe(each.quantity);
      expect(held(usage)).toEqual(each.held);
    });

    it('keeps the highest value before several falls', () => {
      const usage = deriveUsage(
        hourly('1000', '0', '5', '0', '1001', '1002'),
        PLAIN,
        period(T0, T0 + 5 * HOUR),
      );
      expect(usage).toMatchObject({ quantity: '6', heldQuantity: '1001' });
    });
  });

  describe('a counter that rises too fast', () => {
    const rule = { ...PLAIN, maxRatePerHour: '600' };

    it('puts a step above the maximum rate on hold and counts the others', () => {
      const usage = deriveUsage(hourly('0', '600', '1300', '1400'), rule, period(T0, T0 + 3 * HOUR));
      expect(usage).toMatchObject({ quantity: '700', heldQuantity: '700' });
      expect(held(usage)).toEqual([['implausible_rate', '600', '1300', '700']]);
    });

    it('calculates no rate from a single unit within a second', () => {
      const ticks = [0, 1000, 2000].map((ms, index) =>
        reading(T0 + ms, String(index), { seq: String(index) }),
      );
      expect(deriveUsage(ticks, rule, period(T0, T0 + HOUR))).toMatchObject({
        quantity: '2',
        heldQuantity: '0',
      });
    });

    it('lets a device without a clock deliver hours of counting at once', () => {
      const burst = Array.from({ length: 60 }, (_, index) =>
        reading(T0 + 5 * HOUR + index, String(50 * (index + 1)), { seq: String(-index - 1), timeSource: 1 }),
      );
      const usage = deriveUsage([reading(T0, '0'), ...burst], rule, period(T0, T0 + 6 * HOUR));
      expect(usage).toMatchObject({ quantity: '3000', heldQuantity: '0' });
    });

    it('puts an increase on hold that even those hours do not explain', () => {
      const burst = [1000, 2000, 3000, 9000].map((value, index) =>
        reading(T0 + 5 * HOUR + index, String(value), { seq: String(index), timeSource: 1 }),
      );
      const usage = deriveUsage([reading(T0, '0'), ...burst], rule, period(T0, T0 + 6 * HOUR));
      expect(usage).toMatchObject({ quantity: '3000', heldQuantity: '6000' });
    });
  });

  describe('days and half hours', () => {
    const NOV = calendarMonth('2026-10', 'Europe/Warsaw');

    it('are local, with 25 hours when the clock goes back', () => {
      const readings = Array.from({ length: 746 }, (_, hour) =>
        reading(NOV.from + hour * HOUR, String(hour * 10)),
      );
      const usage = deriveUsage(readings, PLAIN, period(NOV.from, NOV.to, { zone: NOV.zone }));
      expect(usage.days).toHaveLength(31);
      expect(usage.days.find(({ day }) => day === '2026-10-24')).toMatchObject({
        quantity: '240',
        readingCount: 24,
      });
      expect(usage.days.find(({ day }) => day === '2026-10-25')).toMatchObject({
        quantity: '250',
        readingCount: 25,
      });
      expect(usage.halfHours).toHaveLength(745 * 2);
      expect(usage.halfHours[1]).toEqual({
        from: NOV.from + HOUR / 2,
        to: NOV.from + HOUR,
        fromValue: '0',
        toValue: '10',
        quantity: '10',
        heldQuantity: '0',
        readingCount: 1,
        kind: 'normal',
      });
      expect(usage.halfHours[2]).toMatchObject({
        fromValue: '10',
        toValue: '10',
        quantity: '0',
        kind: 'empty',
      });
    });

    it('mark the half hour in which a step on hold or a gap ended', () => {
      const usage = deriveUsage(
        [reading(T0, '100'), reading(T0 + 30 * HOUR, '150'), reading(T0 + 31 * HOUR, '7')],
        PLAIN,
        period(T0, T0 + 48 * HOUR),
      );
      expect(
        usage.halfHours
          .filter(({ kind }) => kind !== 'empty')
          .map(({ from, kind }) => [(from - T0) / HOUR, kind]),
      ).toEqual([
        [29.5, 'gap'],
        [30.5, 'held'],
      ]);
    });
  });

  it('lists at most 200 reasons, holds first, and counts the rest', () => {
    const readings = Array.from({ length: 500 }, (_, hour) =>
      reading(T0 + hour * HOUR, hour % 2 === 0 ? '10' : '5'),
    );
    const usage = deriveUsage(readings, PLAIN, whole(readings));
    expect(usage.reasons).toHaveLength(201);
    expect(usage.reasons[0]).toMatchObject({ holds: true });
    expect(usage.reasons.at(-1)).toMatchObject({ code: 'more_reasons', count: 500 - 200 });
  });

  describe('for any readings', () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 9 }))
      .map(([whole, tenth]) => `${whole}.${tenth}`);
    const anyReading = fc.record({
      at: fc.integer({ min: 0, max: 96 }).map((quarter) => T0 + quarter * 15 * MINUTE),
      seq: fc.integer({ min: -3, max: 5 }).map(String),
      late: fc.integer({ min: 0, max: 100 }),
      timeSource: fc.constantFrom(0, 1),
      value: fc.oneof({ weight: 9, arbitrary: decimal }, { weight: 1, arbitrary: fc.constant(null) }),
      quality: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
    });
    const readingsOf = fc
      .uniqueArray(anyReading, { selector: ({ at, seq }) => `${at};${seq}`, maxLength: 40 })
      .map((drafts) =>
        drafts.map(({ late, ...draft }): CounterReading => ({
          ...draft,
          receivedAt: draft.at + late * HOUR,
        })),
      );
    const rule = fc.record({
      modulus: fc.constantFrom(null, '5001'),
      maxRatePerHour: fc.constantFrom(null, '400', '3000'),
      maxGapMinutes: fc.constantFrom(60, 1440),
    });
    const day = period(T0 + 2 * HOUR, T0 + 22 * HOUR);

    it('neither order nor repetition matters', () => {
      fc.assert(
        fc.property(readingsOf, rule, fc.array(fc.nat()), (readings, meter, picks) => {
          const repeated = picks.flatMap((pick) => readings[pick % Math.max(readings.length, 1)] ?? []);
          const shuffled = [...repeated, ...readings].sort(
            (a, b) => ((a.at * 7919 + Number(a.seq)) % 101) - ((b.at * 7919 + Number(b.seq)) % 101),
          );
          expect(deriveUsage(shuffled, meter, day)).toEqual(deriveUsage(readings, meter, day));
        }),
      );
    });

    it('the parts of a period add up to it', () => {
      fc.assert(
        fc.property(readingsOf, rule, fc.integer({ min: 1, max: 79 }), (readings, meter, quarter) => {
          const cut = day.from + quarter * 15 * MINUTE;
          const all = deriveUsage(readings, meter, day);
          const parts = [
            deriveUsage(readings, meter, period(day.from, cut)),
            deriveUsage(readings, meter, period(cut, day.to)),
          ];
          const total = (pick: (usage: (typeof parts)[number]) => string | null) =>
            parts.reduce((sum, part) => sum.plus(pick(part) ?? '0'), new Exact(0)).toFixed();
          expect(total(({ quantity }) => quantity)).toBe(all.quantity ?? '0');
          expect(total(({ heldQuantity }) => heldQuantity)).toBe(all.heldQuantity);
          expect(parts.reduce((sum, { readingCount }) => sum + readingCount, 0)).toBe(all.readingCount);
        }),
      );
    });

    it('days and half hours add up to the period', () => {
      fc.assert(
        fc.property(readingsOf, rule, (readings, meter) => {
          const usage = deriveUsage(readings, meter, { ...day, zone: 'Europe/Warsaw' });
          for (const parts of [usage.days, usage.halfHours]) {
            const sum = (key: 'quantity' | 'heldQuantity') =>
              parts.reduce((total, part) => total.plus(part[key]), new Exact(0)).toFixed();
            expect(sum('quantity')).toBe(usage.quantity ?? '0');
            expect(sum('heldQuantity')).toBe(usage.heldQuantity);
            expect(parts.reduce((total, part) => total + part.readingCount, 0)).toBe(usage.readingCount);
          }
        }),
      );
    });

    it('measured quantity and quantity on hold add up to the counter, and neither is ever negative', () => {
      fc.assert(
        fc.property(readingsOf, rule, (readings, given) => {
          // With this maximum gap, no step is long enough to be divided.
          const meter = { ...given, maxGapMinutes: 1440 };
          const usage = deriveUsage(readings, meter, day);
          expect(new Exact(usage.quantity ?? 0).isNegative()).toBe(false);
          expect(new Exact(usage.heldQuantity).isNegative()).toBe(false);
          const said = new Exact(usage.endValue ?? 0).minus(usage.startValue ?? 0);
          const fallen = usage.reasons
            .filter(({ code }) => code === 'counter_fell')
            .reduce((total, { fromValue, toValue }) => total.plus(toValue!).minus(fromValue!), new Exact(0));
          const rounds = usage.reasons.filter(({ code }) => /rollover$/.test(code)).length;
          expect(
            new Exact(usage.quantity ?? 0)
              .plus(usage.heldQuantity)
              .plus(fallen)
              .minus(rounds * 5001)
              .toFixed(),
          ).toBe(said.toFixed());
        }),
      );
    });

    it('a counter that only increases, without a maximum rate, is measured to the last decimal', () => {
      fc.assert(
        fc.property(fc.array(decimal, { minLength: 2, maxLength: 60 }), (values) => {
          const grown = values.map(Number).sort((a, b) => a - b);
          const usage = deriveUsage(hourly(...grown.map(String)), PLAIN, period(T0, T0 + 100 * HOUR));
          expect(usage.quantity).toBe(new Exact(grown.at(-1)!).minus(grown[0]!).toFixed());
          expect(usage.heldQuantity).toBe('0');
        }),
      );
    });
  });

  it('derives a month of one-minute readings, including the day of 25 hours', () => {
    const { from, to, zone } = calendarMonth('2026-10', 'Europe/Warsaw');
    const readings = Array.from({ length: (to - from) / MINUTE + 61 }, (_, minute) =>
      reading(from + (minute - 60) * MINUTE, (4_800_000 + minute * 2.1).toFixed(1)),
    );
    const meter = { ...PLAIN, modulus: '10000000', maxRatePerHour: '900' };
    expect(deriveUsage(readings, meter, period(from, to, { zone }))).toMatchObject({
      state: 'measured',
      quantity: new Exact('2.1').times((to - from) / MINUTE).toFixed(),
      heldQuantity: '0',
      readingCount: 44_700,
    });
  });
});
