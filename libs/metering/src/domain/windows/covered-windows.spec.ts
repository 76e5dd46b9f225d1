import { COUNTER_DEFAULTS, type UsageMethod } from '#contracts/domain';
import { Exact } from '#platform/domain';
import fc from 'fast-check';
import { type CounterReading, orderReadings, QUALITY } from '../steps/counter-reading.js';
import { type Coverage, coveredWindows } from './covered-windows.js';
import { deriveUsage } from '../usage/derive-usage.js';
import { NO_RECORDS, type MeterRecords } from '../evidence/meter-records.js';
import type { Usage } from '../usage/usage.js';

const HOUR = 3_600_000;
/** Limits the decimals of a level times its hours. */
const TICK = 36_000;
const START = Date.parse('2026-10-30T00:00:00Z');
const DAYS = 9;
const END = START + DAYS * 24 * HOUR;

const reading = (at: number, value: number): CounterReading => ({
  ...{ at, seq: String(at), receivedAt: at, timeSource: 0, quality: QUALITY.good },
  value: String(value),
});

/** A coverage in half-open days from the start; the instant at its end still belongs to it. */
const coverage = (
  customerId: string,
  since: number,
  until: number,
  { zone = 'Etc/UTC', gapMinutes = 120 } = {},
): Coverage => ({
  ...{ customerId, zone, since, gapMs: gapMinutes * 60_000 },
  until: until === Infinity ? null : until + 1,
});

interface Measured {
  readonly readings: readonly CounterReading[];
  readonly coverages: readonly Coverage[];
  readonly method?: UsageMethod;
  readonly records?: MeterRecords;
  /** The start of each period in days. */
  readonly periods?: readonly number[];
}

/** Returns the billed usage of each coverage in each period. */
function billed({
  readings,
  coverages,
  method = 'counter',
  records = NO_RECORDS,
  periods = [0, 3, 6, DAYS],
}: Measured): Usage[][] {
  return coverages.map((own) =>
    periods.slice(1).flatMap((end, index) => {
      const period = { from: START + periods[index]! * 24 * HOUR, to: START + end * 24 * HOUR };
      const windows = coveredWindows(
        period,
        [own],
        coverages.filter((one) => one !== own),
      );
      if (windows.length === 0) return [];
      const maxGapMinutes = own.gapMs / 60_000;
      const rule = { ...COUNTER_DEFAULTS, method, modulus: null, maxRatePerHour: null, maxGapMinutes };
      return [
        deriveUsage(
          readings,
          rule,
          { ...period, zone: own.zone, windows, knownUntil: Infinity, asOf: END + 99 * HOUR },
          records,
        ),
      ];
    }),
  );
}

const sum = (usages: readonly Usage[]): Exact =>
  usages.reduce((total, { quantity }) => total.plus(quantity ?? 0), new Exact(0));

const instants = fc
  .integer({ min: 1, max: (DAYS * 24 * HOUR) / TICK - 1 })
  .map((tick) => START + tick * TICK);

/** Readings of a counter that moves all the time, at arbitrary instants, including some bounds of coverages. */
const world = fc
  .record({
    bounds: fc.uniqueArray(instants, { maxLength: 4 }),
    customers: fc.array(fc.constantFrom('x', 'y'), { minLength: 5, maxLength: 5 }),
    at: fc.uniqueArray(instants, { minLength: 1, maxLength: 40 }),
    moved: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 50, maxLength: 50 }),
    atBounds: fc.boolean(),
    gaps: fc.array(fc.constantFrom(10, 120, 1440, 20_000), { minLength: 5, maxLength: 5 }),
  })
  .map(({ bounds, customers, at, moved, atBounds, gaps }) => {
    const cuts = [START, ...bounds.toSorted((a, b) => a - b), Infinity];
    const times = [...new Set([START, ...at, ...(atBounds ? bounds : []), END])].sort((a, b) => a - b);
    let value = 0;
    const readings = times.map((time, index) => reading(time, (value += moved[index % moved.length]!)));
    const coverages = cuts
      .slice(1)
      .map((until, index) => coverage(customers[index]!, cuts[index]!, until, { gapMinutes: gaps[index]! }));
    return { readings, coverages, rise: value - Number(readings[0]!.value) };
  });

/** Gives every contract the maximum gap of the first one. */
const alike = (coverages: readonly Coverage[]): Coverage[] =>
  coverages.map((one) => ({ ...one, gapMs: coverages[0]!.gapMs }));

/** Returns a single contract that covers the time of all coverages. */
const whole = (coverages: readonly Coverage[]): Coverage[] => [
  { ...coverage('x', START, Infinity), gapMs: coverages[0]!.gapMs },
];

describe('consecutive coverages', () => {
  it('together bill the counter’s increase, with no step lost or doubled, for any customers', () => {
    fc.assert(
      fc.property(world, ({ rise, ...measured }) => {
        expect(sum(billed(measured).flat()).toFixed()).toBe(String(rise));
      }),
      { numRuns: 150 },
    );
  });

  it('bill one customer the same usage in each period as a single contract would', () => {
    fc.assert(
      fc.property(world, ({ rise: _rise, coverages, ...measured }) => {
        const ofOne = alike(coverages).map((one) => ({ ...one, customerId: 'x' }));
        const byPeriod = (usages: readonly Usage[]) => {
          const days = new Map<string, Exact>();
          for (const usage of usages)
            for (const { day, quantity } of usage.days)
              days.set(day, (days.get(day) ?? new Exact(0)).plus(quantity));
          return [0, 3, 6].map((first) =>
            [0, 1, 2]
              .map((day) => new Date(START + (first + day) * 24 * HOUR).toISOString().slice(0, 10))
              .reduce((total, day) => total.plus(days.get(day) ?? 0), new Exact(0))
              .toFixed(),
          );
        };
        const single = billed({ ...measured, coverages: whole(coverages) });
        expect(byPeriod(billed({ ...measured, coverages: ofOne }).flat())).toEqual(byPeriod(single.flat()));
      }),
      { numRuns: 100 },
    );
  });

  it('together bill a level’s contribution over all their time', () => {
    fc.assert(
      fc.property(world, ({ rise: _rise, coverages, ...measured }) => {
        const method = 'integral';
        const single = billed({ ...measured, method, coverages: whole(coverages) });
        const each = billed({ ...measured, method, coverages: alike(coverages) });
        // The usage of each period is rounded once, to 12 decimals.
        const roundings = each.flat().length + single.flat().length;
        const difference = sum(each.flat()).minus(sum(single.flat())).abs();
        expect(difference.lte(new Exact('0.0000000000005').times(roundings))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('count each event once, and an event at the instant of a handover for the customer who leaves', () => {
    fc.assert(
      fc.property(world, ({ rise: _rise, ...measured }) => {
        const events = billed({ ...measured, method: 'event_count' });
        const inTime = measured.readings.filter(({ at }) => at < END).length;
        expect(sum(events.flat()).toNumber()).toBe(inTime);
      }),
      { numRuns: 100 },
    );
    const noon = START + 36 * HOUR;
    const coverages = [coverage('x', START, noon), coverage('y', noon, Infinity)];
    const [leaves, arrives] = billed({ readings: [reading(noon, 1)], coverages, method: 'event_count' });
    expect([leaves![0]!.quantity, arrives![0]!.quantity]).toEqual(['1', null]);
  });

  const NOON = START + 36 * HOUR;
  const HANDED = [coverage('x', START, NOON), coverage('y', NOON, Infinity)];

  it('divide and report a step across a handover by time, however short it is', () => {
    const readings = [
      reading(NOON - 2 * HOUR, 0),
      reading(NOON - HOUR / 4, 10),
      reading(NOON + HOUR / 2, 40),
    ];
    const [leaves, arrives] = billed({ readings, coverages: HANDED }).map(([first]) => first!);
    expect(leaves).toMatchObject({ quantity: '20', estimatedQuantity: '10', closing: { value: '40' } });
    expect(arrives).toMatchObject({ quantity: '20', estimatedQuantity: '20', startValue: '10' });
    for (const { reasons } of [leaves!, arrives!]) expect(reasons.map(({ code }) => code)).toContain('split');
  });

  it('assign the whole step to the customer who leaves if the counter was read at that instant', () => {
    const readings = [reading(NOON - HOUR, 0), reading(NOON, 7), reading(NOON + HOUR, 9)];
    const [leaves, arrives] = billed({ readings, coverages: HANDED }).map(([first]) => first!);
    expect(leaves).toMatchObject({ quantity: '7', estimatedQuantity: '0', closing: null });
    expect(arrives).toMatchObject({ quantity: '2', estimatedQuantity: '0' });
    // The later gap is reported separately.
    expect(arrives!.reasons.map(({ code }) => code)).toEqual(['silent_at_end']);
  });

  it('read only the one reading on either side in another customer’s time', () => {
    const readings = [-3, -2, -1, 1, 2, 3].map((hour) => reading(NOON + hour * HOUR, 100 + hour));
    const [leaves, arrives] = billed({ readings, coverages: HANDED }).map(([first]) => first!);
    const seen = orderReadings(readings);
    expect(billed({ readings: seen.slice(0, 4), coverages: HANDED })[0]![0]!.hash).toBe(leaves!.hash);
    expect(billed({ readings: seen.slice(2), coverages: HANDED })[1]![0]!.hash).toBe(arrives!.hash);
  });

  it.each([
    ['before the handover', -HOUR / 2],
    ['at it', 0],
    ['after it', HOUR / 2],
  ])('bill an exchange of the register %s once', (_name, shift) => {
    const readings = [reading(NOON - HOUR, 100), reading(NOON + HOUR, 12)];
    const exchange = { type: 'exchange', at: NOON + shift, final: '108', initial: '4' } as const;
    const records = { ...NO_RECORDS, changes: [exchange] };
    for (const coverages of [HANDED, HANDED.map((one) => ({ ...one, customerId: 'x' }))])
      expect(sum(billed({ readings, coverages, records }).flat()).toFixed()).toBe('16');
  });

  it('put an unexplained step across a handover on hold once, where it ends', () => {
    const readings = [reading(NOON - HOUR, 100), reading(NOON + HOUR, 12), reading(NOON + 2 * HOUR, 15)];
    const [leaves, arrives] = billed({ readings, coverages: HANDED }).map(([first]) => first!);
    expect(leaves!.exceptions).toEqual([]);
    expect(arrives!.exceptions).toMatchObject([{ kind: 'counter_fell' }, { kind: 'gap' }]);
    expect(arrives!.quantity).toBe('3');
  });

  it('adjoin by their days in different time zones: no hour is lost or counted twice', () => {
    const every = Array.from({ length: DAYS * 24 * 2 + 1 }, (_, index) =>
      reading(START + (index * HOUR) / 2, index * 5),
    );
    const midnight = START + 72 * HOUR;
    for (const [earlier, later] of [
      ['Europe/Warsaw', 'Etc/UTC'],
      ['Etc/UTC', 'Europe/Warsaw'],
    ] as const) {
      const at = (zone: string) => midnight - (zone === 'Etc/UTC' ? 0 : HOUR);
      const coverages = [
        coverage('x', START, at(earlier), { zone: earlier }),
        coverage('x', at(later), Infinity, { zone: later }),
      ];
      for (const method of ['counter', 'integral'] as const) {
        const single = { readings: every, coverages: [coverage('x', START, Infinity)], method };
        const months = [coverages[0]!, coverages[1]!].map((own, index) => {
          const shift = own.zone === 'Etc/UTC' ? 0 : HOUR;
          const period = {
            from: START + index * 72 * HOUR - shift,
            to: START + (index ? 9 : 3) * 24 * HOUR - shift,
          };
          return deriveUsage(
            every,
            { ...COUNTER_DEFAULTS, method, modulus: null, maxRatePerHour: null, maxGapMinutes: 120 },
            {
              ...{ ...period, zone: own.zone, knownUntil: Infinity, asOf: END + 99 * HOUR },
              windows: coveredWindows(period, [own], [coverages[1 - index]!]),
            },
          );
        });
        const end = later === 'Etc/UTC' ? END : END - HOUR;
        const until = { ...single, readings: every.filter(({ at: time }) => time <= end) };
        const expected =
          method === 'counter' || later === 'Etc/UTC'
            ? sum(billed(until).flat())
            : sum(billed(single).flat()).minus(
                deriveUsage(
                  every,
                  { ...COUNTER_DEFAULTS, method, modulus: null, maxRatePerHour: null, maxGapMinutes: 120 },
                  {
                    ...{ from: END - HOUR, to: END, zone: 'Etc/UTC', knownUntil: Infinity, asOf: END + HOUR },
                    windows: [{ since: START, from: END - HOUR, to: END, until: null }],
                  },
                ).quantity!,
              );
        expect(sum(months).toFixed()).toBe(expected.toFixed());
      }
    }
  });
});
