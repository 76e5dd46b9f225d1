import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { QUALITY, type CounterReading } from '../steps/counter-reading.js';
import { deriveUsage } from '../usage/derive-usage.js';
import type { MeterDecision } from '../decisions/meter-exception.js';
import { NO_RECORDS, type MeterRecords } from '../evidence/meter-records.js';
import type { MeterRule } from '../usage/meter-rule.js';
import type { Usage } from '../usage/usage.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-01T00:00:00Z');

/** A value at a number of hours after the period's start. */
const at = (hours: number, value: string, quality: number = QUALITY.good): CounterReading => ({
  at: START + hours * HOUR,
  seq: String(Math.round(hours * 3600) + 100_000),
  receivedAt: START + hours * HOUR,
  timeSource: 0,
  value,
  quality,
});

interface Case {
  readonly rule: Partial<MeterRule>;
  readonly readings: readonly CounterReading[];
  readonly days?: number;
  /** Current time, in hours after the start; the end of the period by default. */
  readonly asOfHours?: number;
  readonly records?: Partial<MeterRecords>;
  /** Hours of windows; the whole period by default. */
  readonly windows?: readonly (readonly [from: number, to: number])[];
}

function derive({ rule, readings, days = 1, asOfHours = days * 24, records, windows }: Case): Usage {
  const to = START + days * DAY;
  return deriveUsage(
    readings,
    { modulus: null, maxRatePerHour: null, maxGapMinutes: 60, ...rule },
    {
      zone: 'UTC',
      from: START,
      to,
      windows: (windows ?? [[0, days * 24]]).map(([from, until]) => ({
        since: from === 0 ? -Infinity : START + from * HOUR,
        from: START + from * HOUR,
        to: START + until * HOUR,
        ...(until === days * 24 && { until: null }),
      })),
      knownUntil: START + 365 * DAY,
      asOf: START + asOfHours * HOUR,
    },
    { ...NO_RECORDS, ...records },
  );
}

const INTEGRAL = { method: 'integral', maxGapMinutes: 1440 } as const;
const RUNNING = { method: 'state_time', matches: ['running', 'idle'], maxGapMinutes: 1440 } as const;
const PEAK = { method: 'peak_demand', intervalMinutes: 15, maxGapMinutes: 1440 } as const;
const PARTS = { method: 'event_count' } as const;

describe('a level over time', () => {
  it.each<[string, Case, string | null, number]>([
    ['applies until the next reading', { rule: INTEGRAL, readings: [at(0, '10'), at(6, '4')] }, '132', 0],
    ['continues from before the period', { rule: INTEGRAL, readings: [at(-3, '10'), at(12, '0')] }, '120', 0],
    [
      'applies for at most the maximum gap',
      { rule: { method: 'integral' }, readings: [at(0, '10'), at(6, '4')] },
      '14',
      79_200,
    ],
    ['and not beyond the present', { rule: INTEGRAL, readings: [at(0, '10')], asOfHours: 2 }, '20', 0],
    ['is unknown before the first reading', { rule: INTEGRAL, readings: [at(20, '5')] }, '20', 72_000],
    ['is unknown without any reading', { rule: INTEGRAL, readings: [] }, null, 86_400],
    [
      'is unknown before a reading at the last instant',
      { rule: INTEGRAL, readings: [at(24, '5')] },
      null,
      86_400,
    ],
    [
      'is unknown for a state at the last instant',
      { rule: RUNNING, readings: [at(24, 'running')] },
      null,
      86_400,
    ],
    ['subtracts nothing when negative', { rule: INTEGRAL, readings: [at(0, '-3'), at(23, '2')] }, '2', 0],
    ['ignores bad values', { rule: INTEGRAL, readings: [at(0, '1'), at(6, '99', QUALITY.bad)] }, '24', 0],
    ['is scaled', { rule: { ...INTEGRAL, factor: '0.001' }, readings: [at(0, '500')] }, '12', 0],
    [
      'counts the time in states',
      { rule: RUNNING, readings: [at(0, 'running'), at(5, 'fault'), at(20, 'idle')] },
      '9',
      0,
    ],
    [
      'counts in its windows only',
      {
        rule: INTEGRAL,
        readings: [at(0, '1'), at(10, '1'), at(23, '1')],
        windows: [
          [0, 2],
          [10, 12],
        ],
      },
      '4',
      0,
    ],
  ])('%s', (_what, facts, quantity, unknownSeconds) => {
    const usage = derive(facts);
    expect([usage.quantity, usage.unknownSeconds]).toEqual([quantity, unknownSeconds]);
  });

  it('puts values above the contract’s limit on hold until decided', () => {
    const facts = {
      rule: { ...INTEGRAL, maxRatePerHour: '50' },
      readings: [at(0, '10'), at(6, '400'), at(7, '10')],
    };
    const usage = derive(facts);
    expect(usage).toMatchObject({ quantity: '230', heldQuantity: '400' });
    const [found] = usage.exceptions;
    expect(found).toMatchObject({ kind: 'implausible_rate', fromValue: '400' });
  });

  it.each<[string, Case, Usage['state'], string | null]>([
    ['is zero if it stood at zero', { rule: INTEGRAL, readings: [at(0, '0')] }, 'measured', '0'],
    [
      'is on hold if everything but zero is',
      { rule: { ...INTEGRAL, maxRatePerHour: '50' }, readings: [at(0, '0'), at(6, '400'), at(7, '0')] },
      'held',
      null,
    ],
    ['is zero for states that did not occur', { rule: RUNNING, readings: [at(0, 'fault')] }, 'measured', '0'],
    [
      'is on hold if its only running time has no certificate',
      {
        rule: RUNNING,
        readings: [at(0, 'fault'), at(12, 'running')],
        records: { uncertified: [{ from: START + 12 * HOUR, to: START + DAY }] },
      },
      'held',
      null,
    ],
    [
      'is zero if none of the counted events occurred',
      { rule: { ...PARTS, matches: ['good'] }, readings: [at(1, 'scrap')] },
      'measured',
      '0',
    ],
  ])('%s', (_what, facts, state, quantity) => {
    expect(derive(facts)).toMatchObject({ state, quantity });
  });

  it('uses an estimate for a gap, and refers to its decision', () => {
    const rule = { method: 'integral', maxGapMinutes: 60 } as const;
    const readings = [at(0, '10'), at(6, '4'), ...Array.from({ length: 18 }, (_, hour) => at(7 + hour, '4'))];
    const hasNoReadings = derive({ rule, readings });
    expect(hasNoReadings.exceptions).toEqual([
      {
        kind: 'gap',
        from: START + HOUR,
        to: START + 6 * HOUR,
        fromValue: '10',
        toValue: null,
        quantity: null,
        decisionId: null,
      },
    ]);
    const decision: MeterDecision = {
      ...{ id: 'd-1', kind: 'gap', from: START + HOUR, to: START + 6 * HOUR },
      ...{ choice: 'estimate', quantity: '35' },
    };
    const decided = derive({ rule, readings, records: { decisions: [decision] } });
    expect(decided).toMatchObject({ quantity: '117', estimatedQuantity: '35', unknownSeconds: 0 });
    expect(hasNoReadings.quantity).toBe('82');
  });

  it('is on hold for exactly the time when every machine was off', () => {
    const off = [{ from: START + 2.1 * HOUR, to: START + 3.3 * HOUR }];
    const usage = derive({ rule: INTEGRAL, readings: [at(0, '10')], records: { off } });
    expect(usage).toMatchObject({ quantity: '228', heldQuantity: '12' });
    expect(usage.exceptions).toMatchObject([{ kind: 'flow_while_off', ...off[0], quantity: '12' }]);
  });

  it('does not bill service', () => {
    const unbilled = [{ kind: 'service', from: START + 2 * HOUR, to: START + 4 * HOUR }] as const;
    const usage = derive({ rule: INTEGRAL, readings: [at(0, '10')], records: { unbilled } });
    expect(usage).toMatchObject({ quantity: '220', unbilledQuantity: '20' });
  });

  it('adds up by days, in any order, and with repeated readings', () => {
    const anyLevels = fc.array(
      fc.record({ minute: fc.integer({ min: -600, max: 4300 }), value: fc.integer({ min: 0, max: 9000 }) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(anyLevels, fc.nat(), (points, shift) => {
        const readings = points.map(({ minute, value }) => at(minute / 60, String(value / 100)));
        const facts = { rule: { ...INTEGRAL, maxGapMinutes: 5000 }, days: 3 };
        const usage = derive({ ...facts, readings });
        const days = usage.days.reduce((sum, day) => sum.plus(day.quantity), new Exact(0));
        expect(days.toFixed()).toBe(new Exact(usage.quantity ?? 0).toFixed());
        const reversed = [...readings.slice(shift % readings.length), ...readings];
        expect(derive({ ...facts, readings: reversed })).toEqual(usage);
        // An additional reading between two readings does not change the usage.
        const again = readings.flatMap((reading) => {
          const next = readings.filter((one) => one.at > reading.at).sort((a, b) => a.at - b.at)[0];
          const between = Math.floor(((next?.at ?? reading.at) + reading.at) / 2);
          const isLast = !readings.some(
            (one) => one.at === reading.at && BigInt(one.seq) > BigInt(reading.seq),
          );
          return isLast && between > reading.at
            ? [reading, { ...reading, at: between, seq: `${reading.seq}1` }]
            : [reading];
        });
        const first = new Set(readings.map((one) => one.at)).size === readings.length;
        if (first)
          expect(
            new Exact(derive({ ...facts, readings: again }).quantity ?? 0)
              .minus(usage.quantity ?? 0)
              .abs()
              .lt('1e-9'),
          ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('events', () => {
  it.each<[string, Case, string | null]>([
    ['are counted one by one', { rule: PARTS, readings: [at(1, 'part'), at(2, 'part'), at(2, 'part')] }, '2'],
    [
      'are filtered',
      { rule: { ...PARTS, matches: ['good'] }, readings: [at(1, 'good'), at(2, 'scrap')] },
      '1',
    ],
    [
      'in the half-open period',
      { rule: PARTS, readings: [at(-1, 'part'), at(0, 'part'), at(12, 'part'), at(24, 'part')] },
      '2',
    ],
    [
      'up to the last instant of a contract',
      { rule: PARTS, readings: [at(1, 'part'), at(6, 'part')], windows: [[0, 6]] },
      '2',
    ],
    [
      'are weighted by the contract’s factor',
      { rule: { ...PARTS, factor: '2.5' }, readings: [at(1, 'pulse'), at(3, 'pulse')] },
      '5',
    ],
    ['are unknown without any message', { rule: PARTS, readings: [at(-1, 'part')] }, null],
  ])('%s', (_what, facts, quantity) => expect(derive(facts).quantity).toBe(quantity));

  it('belong to the day and the half hour that begin with them', () => {
    const usage = derive({ rule: PARTS, readings: [at(0.5, 'part'), at(24, 'part')], days: 2 });
    expect(usage.days.map(({ quantity, readingCount }) => [quantity, readingCount])).toEqual([
      ['1', 1],
      ['1', 1],
    ]);
    expect(usage.halfHours[1]).toMatchObject({ quantity: '1', readingCount: 1 });
  });
});

describe('peak demand', () => {
  it.each<[string, Case, string | null]>([
    [
      'is the highest mean of an interval',
      { rule: PEAK, readings: [at(0, '10'), at(1, '40'), at(1.125, '10')] },
      '25',
    ],
    [
      'of the whole period',
      { rule: PEAK, readings: [at(0, '10'), at(8, '60'), at(9, '10'), at(30, '50')], days: 2 },
      '60',
    ],
    ['over the known time', { rule: { ...PEAK, maxGapMinutes: 3 }, readings: [at(1, '40')] }, '40'],
    [
      'ignores implausible values',
      { rule: { ...PEAK, maxRatePerHour: '100' }, readings: [at(0, '10'), at(3, '900'), at(4, '20')] },
      '20',
    ],
    [
      'is common to all windows',
      {
        rule: PEAK,
        readings: [at(0, '30'), at(10, '20'), at(20, '50')],
        windows: [
          [0, 2],
          [10, 12],
          [20, 24],
        ],
      },
      '50',
    ],
    [
      'is not raised by a test run',
      {
        rule: PEAK,
        readings: [at(0, '10'), at(2, '90'), at(3, '30')],
        records: { unbilled: [{ kind: 'test_run', from: START + 2 * HOUR, to: START + 3 * HOUR }] },
      },
      '30',
    ],
  ])('%s', (_what, facts, quantity) => expect(derive(facts).quantity).toBe(quantity));

  it('shows the day on which it was reached', () => {
    const usage = derive({ rule: PEAK, readings: [at(0, '10'), at(30, '50'), at(31, '10')], days: 2 });
    expect(usage.days.map(({ quantity }) => quantity)).toEqual(['10', '40']);
  });
});

it('scales a counter', () => {
  const usage = derive({
    rule: { factor: '0.1', modulus: '1000', maxGapMinutes: 1440 },
    readings: [at(-1, '900'), at(12, '990')],
  });
  expect(usage).toMatchObject({ quantity: '9', startValue: '900', endValue: '990' });
});
