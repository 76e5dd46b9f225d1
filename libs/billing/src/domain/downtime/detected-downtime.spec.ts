import fc from 'fast-check';
import type { MachineTime } from '#contracts/domain';
import {
  hasUnprovenTime,
  type MachineReadings,
  detectDowntime,
  type StatePoint,
} from './detected-downtime.js';

const MINUTE = 60_000;
const at = (minute: number): number => Date.parse('2026-11-02T00:00:00Z') + minute * MINUTE;
const time = (from: number, to: number, machineId = 'm-1'): MachineTime => ({
  machineId,
  from: at(from),
  to: at(to),
});
/** Returns readings of a machine. Its state is unknown after 15 minutes without data. */
function readingsOf(
  said: readonly (readonly [minute: number, state: string | null])[],
  more: Partial<MachineReadings> = {},
): MachineReadings {
  const points = said.map(([minute, state], index): StatePoint => {
    const before = said[index - 1];
    return { at: at(minute), previousAt: before ? at(before[0]) : null, state };
  });
  return {
    machineId: 'm-1',
    points,
    lastAt: points.at(-1)?.at ?? null,
    isHeardBefore: false,
    patienceMs: 15 * MINUTE,
    visible: [{ from: -Infinity, to: Infinity }],
    ...more,
  };
}
const HOUR = [time(0, 60)];
const told = (
  machine: MachineReadings,
  { judged = HOUR, written = [] as MachineTime[], until = 60 } = {},
): unknown[] =>
  detectDowntime([machine], judged, written, at(until)).map(({ kind, from, to, goesOn }) => [
    kind,
    (from - at(0)) / MINUTE,
    (to - at(0)) / MINUTE,
    ...(goesOn ? ['goes on'] : []),
  ]);
const every = (minutes: number, until: number, state: string | null): [number, string | null][] =>
  Array.from({ length: Math.floor(until / minutes) + 1 }, (_, index) => [index * minutes, state]);

describe('detectDowntime', () => {
  const FAULT = readingsOf([
    ...every(5, 10, 'loaded'),
    [15, 'trip'],
    [25, 'fault'],
    [35, 'loaded'],
    [45, 'off'],
    [60, 'idle'],
  ]);

  it('reports states in which a machine can’t work, but no other states', () => {
    expect(told(FAULT)).toEqual([['fault', 15, 35]]);
    expect(detectDowntime([FAULT], HOUR, [], at(60))).toMatchObject([{ reported: 'trip', machineId: 'm-1' }]);
    expect(
      told(
        readingsOf([
          [0, 'maintenance'],
          [10, 'remote_hold'],
          [20, 'whatever'],
          [30, 'standby'],
          [45, 'off'],
        ]),
      ),
    ).toEqual([['service', 0, 10]]);
  });

  it.each([
    [
      'a state applies for the time that a machine may send no data',
      [
        [0, 'fault'],
        [50, 'loaded'],
      ],
      [
        ['fault', 0, 15],
        ['silent', 15, 50],
      ],
    ],
    [
      'and until the next reading if that is earlier',
      [
        [0, 'fault'],
        [15, 'loaded'],
        [30, null],
        [45, null],
      ],
      [['fault', 0, 15]],
    ],
    [
      'readings of other signals continue it',
      [
        [0, 'fault'],
        [15, null],
        [30, null],
        [40, 'idle'],
        [50, null],
      ],
      [['fault', 0, 40]],
    ],
    [
      'but not after a gap',
      [
        [0, 'fault'],
        [40, null],
        [50, null],
      ],
      [
        ['fault', 0, 15],
        ['silent', 15, 40],
      ],
    ],
    [
      'a state that lasts is not over',
      [
        [0, 'loaded'],
        [50, 'alarm'],
      ],
      [
        ['silent', 15, 50],
        ['fault', 50, 60, 'goes on'],
      ],
    ],
    ['and neither is a gap that lasts', [[0, 'loaded']], [['silent', 15, 60, 'goes on']]],
  ] as const)('%s', (_, said, stops) => {
    expect(told(readingsOf(said))).toEqual(stops);
  });

  it('ignores the time before a machine’s first reading', () => {
    expect(
      told(
        readingsOf([
          [40, 'loaded'],
          [50, 'loaded'],
        ]),
      ),
    ).toEqual([]);
    expect(
      told(
        readingsOf(
          [
            [40, 'loaded'],
            [50, 'loaded'],
          ],
          { isHeardBefore: true },
        ),
      ),
    ).toEqual([['silent', 0, 40]]);
    expect(told(readingsOf([]))).toEqual([]);
    expect(told(readingsOf([], { isHeardBefore: true }))).toEqual([['silent', 0, 60, 'goes on']]);
  });

  it('stays within the evaluated, visible and elapsed time', () => {
    expect(told(FAULT, { judged: [time(0, 20), time(30, 60)] })).toEqual([
      ['fault', 15, 20],
      ['fault', 30, 35],
    ]);
    expect(told(FAULT, { judged: [time(0, 60, 'm-2')] })).toEqual([]);
    expect(told({ ...FAULT, visible: [{ from: at(20), to: at(25) }] })).toEqual([['fault', 20, 25]]);
    expect(told(FAULT, { until: 30 })).toEqual([['fault', 15, 30, 'goes on']]);
    // The next reading shows that a gap ended, even though the reading is outside the examined time.
    expect(
      told(
        readingsOf([
          [0, 'fault'],
          [70, 'loaded'],
        ]),
      ),
    ).toEqual([
      ['fault', 0, 15],
      ['silent', 15, 60, 'goes on'],
    ]);
  });

  it('suggests nothing that is already recorded, regardless of its cause', () => {
    expect(told(FAULT, { written: [time(10, 40)] })).toEqual([]);
    expect(told(FAULT, { written: [time(20, 25)] })).toEqual([
      ['fault', 15, 20],
      ['fault', 25, 35],
    ]);
    // Remainders of less than a minute are ignored.
    expect(told(FAULT, { written: [time(15.9, 34.1)] })).toEqual([]);
    expect(told(FAULT, { written: [time(10, 40, 'm-2')] })).toEqual([['fault', 15, 35]]);
  });

  const someSaid = fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('fault', 'maintenance', 'loaded', 'idle', 'off', 'nonsense', null),
      ),
      { maxLength: 20 },
    )
    .map((steps) => {
      let minute = -30;
      return steps.map(([by, state]) => [(minute += by), state] as const);
    });
  const someTimes = fc
    .array(fc.tuple(fc.integer({ min: -30, max: 200 }), fc.integer({ min: 1, max: 90 })), { maxLength: 4 })
    .map((spans) => spans.map(([from, long]) => time(from, from + long)));

  it('suggests evaluated times only, in order, separate from each other and from recorded ones', () => {
    fc.assert(
      fc.property(someSaid, fc.boolean(), someTimes, (said, isHeardBefore, written) => {
        const stops = detectDowntime([readingsOf(said, { isHeardBefore })], [time(0, 180)], written, at(150));
        let last = at(0);
        for (const { from, to } of stops) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to - from).toBeGreaterThanOrEqual(MINUTE);
          expect(to).toBeLessThanOrEqual(at(150));
          expect(written.every((one) => one.to <= from || one.from >= to)).toBe(true);
          last = to;
        }
      }),
    );
  });

  it('suggests nothing once all suggestions are recorded', () => {
    fc.assert(
      fc.property(someSaid, fc.boolean(), (said, isHeardBefore) => {
        const machine = readingsOf(said, { isHeardBefore });
        const stops = detectDowntime([machine], [time(0, 180)], [], at(180));
        expect(detectDowntime([machine], [time(0, 180)], stops, at(180))).toEqual([]);
      }),
    );
  });
});

describe('hasUnprovenTime', () => {
  it.each([
    ['4.5', true],
    ['4.99', false],
    ['5', false],
    ['6', false],
    ['0', true],
  ])('for a gap of five hours in which a counter advanced by %s', (ranHours, left) => {
    expect(hasUnprovenTime({ from: at(0), to: at(300) }, ranHours)).toBe(left);
  });
});
