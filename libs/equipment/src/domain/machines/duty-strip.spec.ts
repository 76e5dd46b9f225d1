import fc from 'fast-check';
import { composeDuty, type DutyPoint, type DutyWindow } from './duty-strip.js';

const min = (n: number): Date => new Date(Date.UTC(2026, 10, 24, 0, n));
const window: DutyWindow = {
  from: min(0),
  to: min(60),
  silentAfterSeconds: 900,
  lastAt: min(59),
  isHeard: true,
};

/** Builds readings from minutes and state values, each with the time of the previous one. */
function points(...readings: [number, string | null][]): DutyPoint[] {
  return readings.map(([at, reported], index) => ({
    at: min(at),
    reported,
    previousAt: index === 0 ? null : min(readings[index - 1]![0]),
  }));
}

function told(readings: DutyPoint[], change: Partial<DutyWindow> = {}): string[] {
  const minutes = (at: Date): number => (at.getTime() - min(0).getTime()) / 60_000;
  return composeDuty(readings, { ...window, ...change }).map(
    ({ from, to, state }) => `${minutes(from)}-${minutes(to)} ${state}`,
  );
}

describe('composeDuty', () => {
  it.each<[string, DutyPoint[], Partial<DutyWindow>, string[]]>([
    ['one state throughout', points([-5, 'load'], [5, 'load'], [15, 'load']), {}, ['0-60 load']],
    [
      'a change',
      points([-5, 'load'], [10, 'idle'], [20, 'load']),
      {},
      ['0-10 load', '10-20 idle', '20-60 load'],
    ],
    [
      'a gap ends with the last reading',
      points([-1, 'load'], [10, 'load'], [40, 'idle'], [50, 'idle']),
      {},
      ['0-10 load', '10-40 silent', '40-60 idle'],
    ],
    [
      'silence at the end',
      points([-1, 'load'], [10, 'load']),
      { lastAt: min(20) },
      ['0-20 load', '20-60 silent'],
    ],
    ['silence at the beginning', points([30, 'off'], [40, 'off']), {}, ['0-30 silent', '30-60 off']],
    [
      'the first reading in the window',
      points([30, 'load'], [40, 'load']),
      { isHeard: true },
      ['0-30 silent', '30-60 load'],
    ],
    ['nothing in the window', [], { lastAt: null }, ['0-60 silent']],
    ['nothing ever', [], { lastAt: null, isHeard: false }, ['0-60 unknown']],
    [
      'readings without a state keep the previous one',
      points([-1, 'load'], [10, null], [20, 'idle'], [30, null]),
      {},
      ['0-20 load', '20-60 idle'],
    ],
    [
      'after a gap, the state is unknown until a reading contains one',
      points([-1, 'load'], [10, 'load'], [40, null], [50, 'idle']),
      {},
      ['0-10 load', '10-40 silent', '40-50 unknown', '50-60 idle'],
    ],
    ['an unknown state', points([-1, 'load'], [10, 'dancing']), {}, ['0-10 load', '10-60 unknown']],
  ])('%s', (_what, readings, change, strip) => {
    expect(told(readings, change)).toEqual(strip);
  });

  const history = fc.uniqueArray(fc.integer({ min: -14, max: 59 }), { maxLength: 40 }).chain((minutes) =>
    fc
      .array(fc.option(fc.constantFrom('load', 'idle', 'off', 'fault', 'dancing')), {
        minLength: minutes.length,
        maxLength: minutes.length,
      })
      .map((words) =>
        points(
          ...minutes
            .sort((a, b) => a - b)
            .map((at, index): [number, string | null] => [at, words[index] ?? null]),
        ),
      ),
  );
  const lastOf = (readings: DutyPoint[]): Date | null => readings.at(-1)?.at ?? null;

  it('covers the window without gap or overlap, and never repeats a state', () => {
    fc.assert(
      fc.property(history, (readings) => {
        const strip = composeDuty(readings, { ...window, lastAt: lastOf(readings) });
        expect(strip[0]!.from).toEqual(window.from);
        expect(strip.at(-1)!.to).toEqual(window.to);
        strip.slice(1).forEach((segment, index) => {
          expect(segment.from).toEqual(strip[index]!.to);
          expect(segment.state).not.toBe(strip[index]!.state);
        });
      }),
    );
  });

  it('is the same when readings that change nothing are omitted', () => {
    fc.assert(
      fc.property(history, (readings) => {
        const lastAt = lastOf(readings);
        const changes = readings.filter((point, index) => {
          const before = readings[index - 1];
          return (
            !before ||
            before.reported !== point.reported ||
            point.at.getTime() - before.at.getTime() > 900_000
          );
        });
        expect(composeDuty(changes, { ...window, lastAt })).toEqual(
          composeDuty(readings, { ...window, lastAt }),
        );
      }),
    );
  });
});
