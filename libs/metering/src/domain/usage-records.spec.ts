import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { QUALITY, type CounterReading } from './steps/counter-reading.js';
import { deriveUsage } from './usage/derive-usage.js';
import { type MeteredPeriod } from './usage/metered-period.js';
import type { MeterDecision } from './decisions/meter-exception.js';
import { NO_RECORDS, type MeterRecords, withOpening } from './evidence/meter-records.js';
import type { MeterRule } from './usage/meter-rule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T0 = Date.parse('2026-11-10T00:00:00Z');

const RULE: MeterRule = { modulus: null, maxRatePerHour: '100', maxGapMinutes: 180 };

const reading = (at: number, value: string): CounterReading => ({
  at,
  seq: String(Math.round(at / MINUTE)),
  receivedAt: at + 1500,
  timeSource: 0,
  value,
  quality: QUALITY.good,
});

/** Readings at intervals of an hour from T0. */
const hourly = (...values: number[]): CounterReading[] =>
  values.map((value, hour) => reading(T0 + hour * HOUR, String(value)));

const period = (hours: number): MeteredPeriod => ({
  zone: 'UTC',
  from: T0,
  to: T0 + hours * HOUR,
  windows: [{ since: 0, from: T0, to: T0 + hours * HOUR }],
  knownUntil: Number.MAX_SAFE_INTEGER,
  asOf: T0 + 100 * DAY,
});

const span = (from: number, to: number) => ({ from: T0 + from * HOUR, to: T0 + to * HOUR });

const derive = (readings: readonly CounterReading[], hours: number, records: Partial<MeterRecords> = {}) =>
  deriveUsage(readings, RULE, period(hours), { ...NO_RECORDS, ...records });

/** Derives a part of a longer period, in hours from T0. */
function inPart(
  readings: readonly CounterReading[],
  fromHour: number,
  toHour: number,
  records: Partial<MeterRecords> = {},
  rule: MeterRule = RULE,
) {
  const { from, to } = span(fromHour, toHour);
  const windows = [{ since: 0, from, to, until: null }];
  return deriveUsage(readings, rule, { ...period(0), from, to, windows }, { ...NO_RECORDS, ...records });
}

const decision = (
  kind: MeterDecision['kind'],
  from: number,
  to: number,
  choice: MeterDecision['choice'],
  quantity: string | null = null,
): MeterDecision => ({ id: 'd1', kind, ...span(from, to), choice, quantity });

describe('records of a counter', () => {
  it.each<['exchange' | 'declared_reset', string | null, string, string]>([
    ['exchange', '125', '1000', '57'],
    ['exchange', null, '1000', '52'],
    ['declared_reset', '130', '1000', '62'],
  ])('%s with the last value %s and the first %s counts %s', (type, final, initial, quantity) => {
    const readings = hourly(100, 120, 1010, 1032);
    const usage = derive(readings, 3, {
      changes: [{ type, at: T0 + 90 * MINUTE, final, initial }],
    });
    expect(usage).toMatchObject({ state: 'measured', quantity, heldQuantity: '0', exceptions: [] });
  });

  it('leaves a fall without a record on hold', () => {
    const usage = derive(hourly(100, 120, 3, 20), 3);
    expect(usage).toMatchObject({ quantity: '37', heldQuantity: '0', unknownSeconds: 3600 });
    expect(usage.exceptions).toEqual([
      {
        kind: 'counter_fell',
        ...span(1, 2),
        fromValue: '120',
        toValue: '3',
        quantity: null,
        decisionId: null,
      },
    ]);
  });

  it('does not bill steps that end in a service window, and shows their quantity', () => {
    const usage = derive(hourly(0, 10, 25, 45, 70), 4, { unbilled: [{ kind: 'service', ...span(1, 3) }] });
    expect(usage).toMatchObject({ quantity: '35', unbilledQuantity: '35', heldQuantity: '0' });
    expect(usage.reasons).toEqual([
      expect.objectContaining({
        code: 'service',
        holds: false,
        quantity: '35',
        fromValue: '10',
        toValue: '45',
      }),
    ]);
    expect(usage.halfHours.filter(({ kind }) => kind === 'unbilled')).toHaveLength(2);
  });

  it('puts usage on hold from the day on which the certificate expired until another covers it', () => {
    const usage = derive(hourly(0, 10, 25, 45, 70), 4, { uncertified: [span(1, 3)] });
    expect(usage).toMatchObject({ state: 'measured', quantity: '35', heldQuantity: '35' });
    expect(usage.exceptions).toEqual([
      expect.objectContaining({ kind: 'calibration_expired', ...span(1, 3), quantity: '35' }),
    ]);
  });

  it('puts the whole line on hold while no certificate covers any of it', () => {
    const usage = derive(hourly(0, 10, 25), 2, { uncertified: [{ from: T0 - DAY, to: T0 + DAY }] });
    expect(usage).toMatchObject({ state: 'held', quantity: null, heldQuantity: '25' });
    expect(usage.exceptions[0]).toMatchObject({ ...span(0, 2) });
  });

  it('puts flow while every machine was off on hold as one span, with only the steps entirely within it', () => {
    const usage = derive(hourly(0, 10, 13, 13, 15, 30), 5, { off: [span(0.5, 4.5)] });
    expect(usage).toMatchObject({ quantity: '25', heldQuantity: '5' });
    expect(usage.exceptions).toEqual([
      expect.objectContaining({ kind: 'flow_while_off', ...span(1, 4), quantity: '5', decisionId: null }),
    ]);
  });

  it('opens an exception for a gap at the end of its period, but not for one that still lasts', () => {
    const over = derive(hourly(0, 10), 12);
    expect(over.exceptions).toEqual([
      expect.objectContaining({ kind: 'gap', ...span(1, 12), fromValue: '10', quantity: null }),
    ]);
    expect(over).toMatchObject({ quantity: '10', unknownSeconds: 11 * 3600 });
    const running = deriveUsage(hourly(0, 10), RULE, { ...period(24), asOf: T0 + 12 * HOUR }, NO_RECORDS);
    expect(running.exceptions).toEqual([]);
    expect(running.reasons.map(({ code }) => code)).toEqual(['silent_at_end']);
  });
});

describe('decisions', () => {
  const leap = hourly(0, 10, 500, 510);

  it.each<[string, MeterDecision | null, object]>([
    [
      'without a decision',
      null,
      { quantity: '20', heldQuantity: '490', estimatedQuantity: '0', unbilledQuantity: '0' },
    ],
    [
      'accepted',
      decision('implausible_rate', 1, 2, 'accept'),
      { quantity: '510', heldQuantity: '0', estimatedQuantity: '0', unbilledQuantity: '0' },
    ],
    [
      'accepted with another quantity',
      decision('implausible_rate', 1, 2, 'accept', '40.5'),
      { quantity: '60.5', heldQuantity: '0', estimatedQuantity: '0', unbilledQuantity: '0' },
    ],
    [
      'replaced by an estimate',
      decision('implausible_rate', 1, 2, 'estimate', '15'),
      { quantity: '35', heldQuantity: '0', estimatedQuantity: '15', unbilledQuantity: '0' },
    ],
    [
      'ignored',
      decision('implausible_rate', 1, 2, 'ignore'),
      { quantity: '20', heldQuantity: '0', estimatedQuantity: '0', unbilledQuantity: '490' },
    ],
    [
      'about another exception',
      decision('implausible_rate', 1, 3, 'accept'),
      { quantity: '20', heldQuantity: '490', estimatedQuantity: '0', unbilledQuantity: '0' },
    ],
  ])('%s', (_name, made, figures) => {
    const usage = derive(leap, 3, { decisions: made ? [made] : [] });
    expect(usage).toMatchObject({ state: 'measured', ...figures });
    const isMade = made !== null && made.to === T0 + 2 * HOUR;
    expect(usage.exceptions).toEqual([expect.objectContaining({ decisionId: isMade ? 'd1' : null })]);
    expect(usage.reasons.filter(({ holds }) => holds)).toHaveLength(isMade ? 0 : 1);
  });

  it('bill nothing for a whole meter if everything was ignored', () => {
    const usage = derive(hourly(0, 500), 1, { decisions: [decision('implausible_rate', 0, 1, 'ignore')] });
    expect(usage).toMatchObject({ state: 'measured', quantity: '0', unbilledQuantity: '500' });
  });

  it('put the meter on hold while one of two spans is ignored and nothing else moved', () => {
    const usage = derive(hourly(0, 500, 500, 1000), 3, {
      decisions: [decision('implausible_rate', 0, 1, 'ignore')],
    });
    expect(usage).toMatchObject({ state: 'held', quantity: null, heldQuantity: '500' });
  });

  it('about a possible rollover remain in force once a rate proves it', () => {
    const rule = { ...RULE, modulus: '1000' };
    const usage = deriveUsage(hourly(980, 990, 5, 15), rule, period(3), {
      ...NO_RECORDS,
      decisions: [decision('possible_rollover', 1, 2, 'ignore')],
    });
    expect(usage).toMatchObject({ quantity: '20', unbilledQuantity: '15' });
    expect(deriveUsage(hourly(980, 990, 5, 15), rule, period(3)).quantity).toBe('35');
  });

  it('fill a gap evenly with an estimate', () => {
    const usage = derive(hourly(0, 10), 13, { decisions: [decision('gap', 1, 13, 'estimate', '36')] });
    expect(usage).toMatchObject({ quantity: '46', estimatedQuantity: '36', unknownSeconds: 0 });
    expect(usage.halfHours.at(-1)).toMatchObject({ quantity: '1.5', kind: 'estimated' });
  });

  it('are replaced by the prorated part of a gap across the end once it is read again, in its own month', () => {
    const readings = [reading(T0 - 5 * HOUR, '0'), reading(T0 + HOUR, '72'), reading(T0 + 2 * HOUR, '80')];
    const decisions = [decision('gap', -5, 0, 'estimate', '36')];
    const silent = inPart(readings.slice(0, 1), -5, 0, { decisions });
    expect(silent).toMatchObject({ quantity: '36', estimatedQuantity: '36', closing: null });
    const before = inPart(readings, -5, 0, { decisions });
    expect(before).toMatchObject({ quantity: '60', estimatedQuantity: '60', unknownSeconds: 0 });
    expect(before.exceptions).toEqual([
      { kind: 'true_up', ...span(-5, 0), fromValue: '36', toValue: '60', quantity: '24', decisionId: null },
    ]);
    const next = inPart(readings, 0, 2, { decisions });
    expect(next).toMatchObject({ quantity: '20', estimatedQuantity: '12', exceptions: [] });
  });

  it('about a step on hold across the end bill what an estimate for the time before has not billed', () => {
    const readings = [reading(T0 - 5 * HOUR, '0'), reading(T0 + HOUR, '900')];
    const estimated = decision('gap', -5, 0, 'estimate', '36');
    const accepted = decision('implausible_rate', -5, 1, 'accept');
    const decisions = [estimated, accepted];
    expect(inPart(readings, -5, 0, { decisions }).quantity).toBe('36');
    expect(inPart(readings, 0, 2, { decisions: [estimated] })).toMatchObject({
      state: 'held',
      heldQuantity: '900',
    });
    const next = inPart(readings, 0, 2, { decisions });
    expect(next.quantity).toBe('864');
    expect(next.reasons.map(({ code }) => code)).toEqual(['implausible_rate', 'estimated_before']);
  });

  it('let readings replace an estimate, and report the difference', () => {
    const usage = derive(hourly(0, 10, 14, 18, 22, 26), 5, {
      decisions: [decision('gap', 1, 5, 'estimate', '36')],
    });
    expect(usage).toMatchObject({ quantity: '26', estimatedQuantity: '0' });
    expect(usage.exceptions).toEqual([
      {
        kind: 'true_up',
        ...span(1, 5),
        fromValue: '36',
        toValue: '16',
        quantity: '-20',
        decisionId: null,
      },
    ]);
  });

  describe('for any readings and decisions', () => {
    const values = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 30 });
    const choices = fc.array(
      fc.record({
        choice: fc.constantFrom<MeterDecision['choice']>('accept', 'estimate', 'ignore'),
        quantity: fc.integer({ min: 0, max: 300 }),
        isStated: fc.boolean(),
      }),
      { maxLength: 10 },
    );
    const off = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))
      .map(([from, length]) => [span(from, from + length)]);

    /** Makes decisions about everything that a derivation without decisions finds. */
    const decideOn = (
      readings: readonly CounterReading[],
      hours: number,
      records: Partial<MeterRecords>,
      drawn: readonly { choice: MeterDecision['choice']; quantity: number; isStated: boolean }[],
    ): MeterDecision[] =>
      derive(readings, hours, records).exceptions.flatMap(({ kind, from, to, quantity }, index) => {
        const made = drawn[index];
        if (!made || kind === 'true_up') return [];
        const isStated =
          made.choice === 'estimate' || (made.choice === 'accept' && (made.isStated || quantity === null));
        return [
          {
            id: `d${index}`,
            kind,
            from,
            to,
            choice: made.choice,
            quantity: isStated ? String(made.quantity) : null,
          },
        ];
      });

    it('neither the order of readings nor that of decisions matters', () => {
      fc.assert(
        fc.property(values, choices, off, fc.nat(), (list, drawn, off, turn) => {
          const readings = hourly(...list);
          const decisions = decideOn(readings, list.length, { off }, drawn);
          const shuffled = [...readings].sort(
            (a, b) => ((a.at * 7919) % 101) - ((b.at * 7919) % 101) + (turn % 2),
          );
          expect(derive(shuffled, list.length, { off, decisions: decisions.toReversed() })).toEqual(
            derive(readings, list.length, { off, decisions }),
          );
        }),
      );
    });

    it('days add up, and every counted unit is measured, on hold, not billed, or replaced', () => {
      fc.assert(
        fc.property(values, choices, off, (list, drawn, off) => {
          const readings = hourly(...list);
          const decisions = decideOn(readings, list.length, { off }, drawn);
          const before = derive(readings, list.length, { off });
          const after = derive(readings, list.length, { off, decisions });
          const days = after.days.reduce((sum, day) => sum.plus(day.quantity), new Exact(0));
          expect(days.toFixed()).toBe(after.quantity ?? '0');
          const replaced = before.exceptions.reduce((sum, { kind, from, to, quantity }) => {
            const made = decisions.find((one) => one.kind === kind && one.from === from && one.to === to);
            return made?.quantity == null ? sum : sum.plus(made.quantity).minus(quantity ?? 0);
          }, new Exact(0));
          const total = (usage: typeof before) =>
            new Exact(usage.quantity ?? 0).plus(usage.heldQuantity).plus(usage.unbilledQuantity);
          expect(total(after).toFixed()).toBe(total(before).plus(replaced).toFixed());
        }),
      );
    });

    it('without resets and decisions, usage is last minus first', () => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 30 }),
          off,
          (steps, off) => {
            let value = 0;
            const readings = hourly(0, ...steps.map((step) => (value += step)));
            const usage = derive(readings, steps.length, { off });
            const all = new Exact(usage.quantity ?? 0).plus(usage.heldQuantity);
            expect(all.toFixed()).toBe(String(value));
          },
        ),
      );
    });
  });
});

describe('a step across a bound of the period that is longer than the longest gap', () => {
  const readings = [reading(T0 - 4 * HOUR, '0'), reading(T0 + 2 * HOUR, '60'), reading(T0 + 3 * HOUR, '70')];

  it('belongs to both periods by time, as an estimate, with the reading after the first in its evidence', () => {
    const before = inPart(readings, -6, 0);
    expect(before).toMatchObject({
      ...{ state: 'measured', quantity: '40', estimatedQuantity: '40', unknownSeconds: 2 * 3600 },
      ...{ endValue: '0', closing: { value: '60' }, exceptions: [] },
    });
    expect(before.reasons.map(({ code, quantity }) => [code, quantity])).toEqual([
      ['began_at_first_reading', null],
      ['split', '40'],
    ]);
    expect(before.halfHours.at(-1)).toMatchObject({ quantity: '5', kind: 'estimated' });
    const after = inPart(readings, 0, 6);
    expect(after).toMatchObject({ quantity: '30', estimatedQuantity: '20', startValue: '0' });
    expect(after.reasons[0]).toMatchObject({
      ...{ code: 'split', holds: false, fromValue: '0', toValue: '60', quantity: '20' },
      ...{ from: '2026-11-09T20:00:00.000Z', to: '2026-11-10T02:00:00.000Z' },
    });
    expect(before.hash).not.toBe(inPart(readings.slice(0, 1), -6, 0).hash);
  });

  it.each<[string, CounterReading[], Partial<MeterRecords>, (string | null)[]]>([
    ['is undone by a buffered reading', [...readings, reading(T0 - HOUR, '55')], {}, ['55', '15']],
    [
      'is not divided if it is no longer than that',
      [reading(T0 - HOUR, '0'), ...readings.slice(1)],
      {},
      [null, '70'],
    ],
    ['is unknown before the next reading', readings.slice(0, 1), {}, [null, null]],
    ['is on hold as a whole where it ends', [readings[0]!, reading(T0 + 2 * HOUR, '900')], {}, [null, null]],
    [
      'leads to the last value of a register exchanged in between',
      readings,
      { changes: [{ type: 'exchange', at: T0 + HOUR, final: '50', initial: '58' }] },
      ['40', '22'],
    ],
    [
      'leads from the first value of a register exchanged before it',
      readings,
      { changes: [{ type: 'exchange', at: T0 - 2 * HOUR, final: '20', initial: '20' }] },
      ['40', '30'],
    ],
    ['is on hold in the part without a certificate', readings, { uncertified: [span(-10, 0)] }, [null, '30']],
  ])('%s', (_what, given, records, quantities) => {
    const usages = [inPart(given, -6, 0, records), inPart(given, 0, 6, records)];
    expect(usages.map(({ quantity }) => quantity)).toEqual(quantities);
  });

  it('has a part in each of the periods that it crosses', () => {
    const long = [reading(T0 - 2 * HOUR, '0'), reading(T0 + 14 * HOUR, '80')];
    const parts = [inPart(long, -6, 0), inPart(long, 0, 6), inPart(long, 6, 12), inPart(long, 12, 18)];
    expect(parts.map(({ quantity }) => quantity)).toEqual(['10', '30', '30', '10']);
  });

  it('is divided at an exchange that was read only after its period had ended', () => {
    const read = [reading(T0 - 2 * HOUR, '0'), reading(T0 + 6.5 * HOUR, '104')];
    const changes = [{ type: 'exchange', at: T0 + 5.5 * HOUR, final: '75', initial: '100' }] as const;
    const parts = [
      inPart(read, -6, 0, { changes }),
      inPart(read, 0, 6, { changes }),
      inPart(read, 6, 12, { changes }),
    ];
    expect(parts.map(({ quantity }) => quantity)).toEqual(['20', '55', '4']);
  });

  it('belongs to no contract after the counter’s time under the contract has ended', () => {
    const bounds = { from: T0 - 6 * HOUR, to: T0 };
    const usageUntil = (until?: number) =>
      deriveUsage(
        readings,
        RULE,
        {
          ...period(0),
          ...bounds,
          windows: [{ since: 0, ...bounds, ...(until !== undefined && { until }) }],
        },
        NO_RECORDS,
      ).quantity;
    expect([usageUntil(), usageUntil(T0 + HOUR), usageUntil(T0 + 3 * HOUR)]).toEqual([null, null, '40']);
  });

  it('omits nothing and counts nothing twice, for any known data and order', () => {
    const points = fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 1, maxLength: 12 });
    const moves = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(
        points,
        moves,
        fc.nat(),
        fc.array(fc.nat(94), { maxLength: 3 }),
        (quarters, steps, turn, cuts) => {
          let value = 0;
          const given = [...quarters]
            .sort((a, b) => a - b)
            .map((quarter, index) => reading(T0 + quarter * 15 * MINUTE, String((value += steps[index]!))));
          const rule = { ...RULE, maxRatePerHour: null };
          const bounds = [...new Set([-8, ...cuts.map((cut) => cut + 1), 96])].sort((a, b) => a - b);
          const shuffled = given.toSorted(
            (a, b) => ((a.at * 7919) % 101) - ((b.at * 7919) % 101) + (turn % 2),
          );
          const usages = bounds
            .slice(1)
            .map((to, index) => inPart(shuffled, bounds[index]! / 4, to / 4, {}, rule));
          const sum = usages.reduce((total, { quantity }) => total.plus(quantity ?? 0), new Exact(0));
          const [first, last] = [given[0]!, given.at(-1)!];
          expect(sum.toFixed()).toBe(new Exact(last.value!).minus(first.value!).toFixed());
        },
      ),
    );
  });
});

/** A contract that has been billed here since T0. */
describe('the opening reading of a migrated counter', () => {
  /** Derives periods of twelve hours. The first period begins at T0. */
  function usageOf(readings: readonly CounterReading[], opening: string, place = 0) {
    const [from, to] = [T0 + place * 12 * HOUR, T0 + (place + 1) * 12 * HOUR];
    const windows = [{ since: T0, from, to, until: null }];
    const records = withOpening(NO_RECORDS, { at: T0, value: opening });
    return deriveUsage(readings, RULE, { ...period(12), from, to, windows }, records);
  }

  it('starts the first step, and is no reading of the period', () => {
    const usage = usageOf([reading(T0 + 2 * HOUR, '120'), reading(T0 + 3 * HOUR, '130')], '100');
    expect(usage).toMatchObject({ state: 'measured', quantity: '30', startValue: '100', readingCount: 2 });
    expect(usage.unknownSeconds).toBe(9 * 3600);
    expect(usage.reasons.map(({ code }) => code)).toEqual(['silent_at_end']);
    expect(usage.openings).toMatchObject([
      { reading: { at: T0, seq: '-1', value: '100' }, fallenFrom: null },
    ]);
    expect(usage.hash).not.toBe(usageOf([reading(T0 + 2 * HOUR, '120')], '101').hash);
  });

  it('puts a fall below it on hold', () => {
    const usage = usageOf([reading(T0 + 2 * HOUR, '90')], '100');
    expect(usage.state).toBe('held');
    expect(usage.exceptions[0]).toMatchObject({ kind: 'counter_fell', from: T0, fromValue: '100' });
  });

  it('counts over a period without data, and is replaced by readings of an earlier one', () => {
    const late = [reading(T0 + 14 * HOUR, '130')];
    expect(usageOf(late, '100')).toMatchObject({ quantity: '25.714285714286', startValue: '100' });
    expect(usageOf(late, '100', 1)).toMatchObject({ quantity: '4.285714285714', startValue: '100' });
    // The counter dropped within the first period; the decision about the drop must not put it on hold again.
    const fallen = [
      reading(T0 + 2 * HOUR, '10'),
      reading(T0 + 14 * HOUR, '40'),
      reading(T0 + 15 * HOUR, '105'),
    ];
    expect(usageOf(fallen, '100', 1)).toMatchObject({ quantity: '70', startValue: '10', heldQuantity: '0' });
  });

  it('adds up, with the periods after it, to the counter’s movement', () => {
    const moves = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 36 });
    fc.assert(
      fc.property(moves, fc.nat(1000), fc.nat(36), (steps, opening, silent) => {
        let value = opening;
        const readings = steps
          .map((move, hour) => reading(T0 + hour * HOUR, String((value += move))))
          .filter((_, hour) => hour >= silent);
        const usages = [0, 1, 2].map((place) => usageOf(readings, String(opening), place));
        const sum = usages.reduce(
          (total, { quantity, heldQuantity }) => total.plus(quantity ?? 0).plus(heldQuantity),
          new Exact(0),
        );
        expect(sum.toFixed()).toBe(readings.length === 0 ? '0' : String(value - opening));
      }),
    );
  });
});
