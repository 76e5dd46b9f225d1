import fc from 'fast-check';
import type { TimeRange } from '../windows/counting-windows.js';
import { machineTimes } from './machine-times.js';

const ZONE = 'Europe/Warsaw';
const at = (text: string): number => Date.parse(text);
const SWAPPED = at('2026-11-12T13:37:00Z');
const EVER: TimeRange = { since: 0, until: null };
const UNTIL_SWAP: TimeRange = { since: 0, until: SWAPPED };
const FROM_SWAP: TimeRange = { since: SWAPPED, until: null };

/** Returns the times of machine `old` until a day, and of machine `new` from that day on. */
function times(day: string, old: readonly TimeRange[], fresh: readonly TimeRange[]) {
  const stays = [
    { machineId: 'old', from: '2026-02-01', to: day },
    { machineId: 'new', from: day, to: null },
  ];
  const placements = (id: string) => (id === 'old' ? old : fresh);
  const [leaves] = machineTimes('old', stays, placements, ZONE);
  const [arrives] = machineTimes('new', stays, placements, ZONE);
  return { until: leaves!.until! - 1, since: arrives!.since };
}

describe('machineTimes', () => {
  const [DAY, NEXT] = ['2026-11-12', '2026-11-13'];
  const [MIDNIGHT, NEXT_MIDNIGHT] = [at('2026-11-11T23:00:00Z'), at('2026-11-12T23:00:00Z')];

  it.each<[string, string, TimeRange[], TimeRange[], number, number]>([
    ['agreed from its day', DAY, [UNTIL_SWAP], [FROM_SWAP], SWAPPED, MIDNIGHT],
    ['agreed from the day after', NEXT, [UNTIL_SWAP], [FROM_SWAP], NEXT_MIDNIGHT, SWAPPED],
    ['with an old machine that stays at the site', DAY, [EVER], [FROM_SWAP], SWAPPED, MIDNIGHT],
    ['of two machines that were both there', DAY, [EVER], [EVER], MIDNIGHT, MIDNIGHT],
    ['of a spare that was there already', NEXT, [UNTIL_SWAP], [EVER], NEXT_MIDNIGHT, SWAPPED],
    ['with a new machine that arrived a day early', NEXT, [EVER], [FROM_SWAP], NEXT_MIDNIGHT, NEXT_MIDNIGHT],
    [
      'of a machine that only moved between two sites of the customer',
      DAY,
      [UNTIL_SWAP, FROM_SWAP],
      [EVER],
      MIDNIGHT,
      MIDNIGHT,
    ],
  ])('cuts a swap %s', (_name, day, old, fresh, until, since) => {
    expect(times(day, old, fresh)).toEqual({ until, since });
  });

  it.each<[string, TimeRange[], TimeRange[], number, number]>([
    [
      'at the first instant of its day',
      [{ since: 0, until: MIDNIGHT }],
      [{ since: MIDNIGHT, until: null }],
      MIDNIGHT,
      MIDNIGHT,
    ],
    [
      'a millisecond later',
      [{ since: 0, until: MIDNIGHT + 1 }],
      [{ since: MIDNIGHT + 1, until: null }],
      MIDNIGHT + 1,
      MIDNIGHT,
    ],
    [
      'a millisecond before the end of its day',
      [{ since: 0, until: NEXT_MIDNIGHT - 1 }],
      [{ since: NEXT_MIDNIGHT - 1, until: null }],
      NEXT_MIDNIGHT - 1,
      MIDNIGHT,
    ],
    [
      'at the end of its day',
      [{ since: 0, until: NEXT_MIDNIGHT }],
      [{ since: NEXT_MIDNIGHT, until: null }],
      MIDNIGHT,
      MIDNIGHT,
    ],
    [
      'on another day',
      [{ since: 0, until: NEXT_MIDNIGHT + 1 }],
      [{ since: NEXT_MIDNIGHT + 1, until: null }],
      MIDNIGHT,
      MIDNIGHT,
    ],
    ['by a machine that was never there before', [FROM_SWAP], [FROM_SWAP], MIDNIGHT, MIDNIGHT],
    [
      'after a machine had left already',
      [{ since: 0, until: MIDNIGHT - 1 }],
      [FROM_SWAP],
      MIDNIGHT,
      MIDNIGHT,
    ],
    [
      'by a machine that came and left again',
      [{ since: SWAPPED - 5, until: SWAPPED }],
      [FROM_SWAP],
      MIDNIGHT,
      MIDNIGHT,
    ],
  ])('cuts a swap that happened %s', (_name, old, fresh, until, since) => {
    expect(times(DAY, old, fresh)).toEqual({ until, since });
  });

  it.each<[string, TimeRange[], TimeRange[], number]>([
    ['when the other one left, if it had been there before', [{ since: 0, until: SWAPPED }], [EVER], SWAPPED],
    ['when it arrived', [{ since: 0, until: SWAPPED }], [{ since: SWAPPED + 60, until: null }], SWAPPED + 60],
    [
      'at midnight, if the other one left at the first instant of the day',
      [{ since: 0, until: MIDNIGHT }],
      [EVER],
      NEXT_MIDNIGHT,
    ],
    [
      'at midnight, if it was not there at the end of the day',
      [UNTIL_SWAP],
      [{ since: 0, until: NEXT_MIDNIGHT - 1 }],
      NEXT_MIDNIGHT,
    ],
    [
      'when the other one left, if it was there at the last instant',
      [UNTIL_SWAP],
      [{ since: 0, until: NEXT_MIDNIGHT }],
      SWAPPED,
    ],
  ])('agreed from the day after, begins %s', (_name, old, fresh, since) => {
    expect(times(NEXT, old, fresh).since).toBe(since);
  });

  it('uses the first of several machines that left or arrived', () => {
    const stays = [
      { machineId: 'a', from: '2026-02-01', to: NEXT },
      { machineId: 'b', from: '2026-02-01', to: NEXT },
      { machineId: 'new', from: NEXT, to: null },
    ];
    const left = (at: number): TimeRange[] => [{ since: 0, until: at }];
    const placements = (id: string): TimeRange[] =>
      id === 'a' ? left(SWAPPED + 50) : id === 'b' ? left(SWAPPED) : [EVER];
    expect(machineTimes('new', stays, placements, ZONE)).toEqual([{ since: SWAPPED, until: null }]);
    const joining = [
      { machineId: 'old', from: '2026-02-01', to: DAY },
      { machineId: 'a', from: DAY, to: null },
      { machineId: 'b', from: DAY, to: null },
    ];
    const arrived = (id: string): TimeRange[] =>
      id === 'old' ? [EVER] : [{ since: id === 'a' ? SWAPPED + 50 : SWAPPED, until: null }];
    expect(machineTimes('old', joining, arrived, ZONE)[0]!.until).toBe(SWAPPED + 1);
  });

  it('is not cut by machines whose stays end or begin on other days, or by its own other stay', () => {
    const stays = [
      { machineId: 'old', from: '2026-02-01', to: DAY },
      { machineId: 'other', from: '2026-02-01', to: '2026-11-20' },
      { machineId: 'later', from: '2026-11-20', to: null },
      { machineId: 'old', from: DAY, to: null },
    ];
    expect(machineTimes('old', stays, () => [UNTIL_SWAP, FROM_SWAP], ZONE)).toEqual([
      { since: at('2026-01-31T23:00:00Z'), until: MIDNIGHT + 1 },
      { since: MIDNIGHT, until: null },
    ]);
  });

  it('keeps the midnights of a machine without a replacement', () => {
    const stays = [{ machineId: 'old', from: '2026-02-01', to: DAY }];
    expect(machineTimes('old', stays, () => [UNTIL_SWAP], ZONE)).toEqual([
      { since: at('2026-01-31T23:00:00Z'), until: MIDNIGHT + 1 },
    ]);
  });

  it('covers every instant of a swap at any minute exactly once, whichever day it is agreed from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1439 }), fc.constantFrom(DAY, NEXT), (minute, day) => {
        const swapped = MIDNIGHT + minute * 60_000;
        const placed = { old: { since: 0, until: swapped }, new: { since: swapped, until: null } };
        const { until, since } = times(day, [placed.old], [placed.new]);
        // Placements limit stays that extend beyond them.
        expect(Math.min(until, placed.old.until)).toBe(swapped);
        expect(Math.max(since, placed.new.since)).toBe(swapped);
      }),
    );
  });
});
