import fc from 'fast-check';
import {
  resolveDeclaredInterval,
  evaluateDay,
  reconcileGaps,
  type LedgerGap,
  type SignalDay,
  type SignalGap,
} from './signal-gaps.js';

const DAY = 86_400_000;
const S = 1000;

/** Returns times at a fixed interval, from one time (inclusive) to another (exclusive). */
const every = (distance: number, from: number, to: number): number[] =>
  Array.from({ length: Math.ceil((to - from) / distance) }, (_, i) => from + i * distance);

const spans = (gaps: readonly SignalGap[]) => gaps.map(({ fromMs, toMs }) => [fromMs / S, toMs / S]);

describe('a day of a signal', () => {
  it('has a start and end, a number of readings and a usual interval', () => {
    const { day, gaps } = evaluateDay(every(10 * S, 0, 200 * S), undefined);
    expect(day).toEqual({
      firstMs: 0,
      lastMs: 190_000,
      readings: 20,
      usualMs: 10_000,
      expectedMs: 10_000,
    });
    expect(gaps).toEqual([]);
  });

  it('has a gap after three usual intervals, and not before', () => {
    const times = [...every(10 * S, 0, 200 * S), ...every(10 * S, 220 * S, 300 * S)];
    expect(evaluateDay(times, undefined).gaps).toEqual([]);
    const later = [...every(10 * S, 0, 200 * S), ...every(10 * S, 221 * S, 300 * S)];
    expect(evaluateDay(later, undefined).gaps).toEqual([
      { fromMs: 190_000, toMs: 221_000, expectedMs: 10_000 },
    ]);
  });

  it('has none while the machine reports more slowly for a while', () => {
    const times = [...every(S, 0, 600 * S), ...every(60 * S, 600 * S, 1800 * S)];
    expect(evaluateDay(times, undefined).gaps).toEqual([]);
    expect(
      spans(evaluateDay([...every(60 * S, DAY, DAY + 600 * S)], evaluateDay(times, undefined).day).gaps),
    ).toEqual([[1740, 86_400]]);
  });

  it('uses the day before when it has too few readings', () => {
    const { day } = evaluateDay(every(60 * S, 0, DAY), undefined);
    const few = evaluateDay([DAY, DAY + 60 * S, DAY + 3600 * S], day);
    expect(few.day).toMatchObject({ usualMs: null, expectedMs: 60_000 });
    expect(spans(few.gaps)).toEqual([[86_460, 90_000]]);
  });

  it('counts several readings of one instant as one', () => {
    const times = every(10 * S, 0, 200 * S).flatMap((time) => [time, time, time]);
    expect(evaluateDay(times, undefined).day.usualMs).toBe(10_000);
  });

  it('has no gap before there is a usual interval', () => {
    expect(evaluateDay([0, 5 * S, 7200 * S], undefined).gaps).toEqual([]);
  });

  it('uses the declared interval', () => {
    const slow = every(60 * S, 0, 600 * S);
    const { day, gaps } = evaluateDay(slow, undefined, 15 * S);
    expect(day).toMatchObject({ usualMs: 60_000, expectedMs: 15_000, declaredMs: 15_000 });
    // Each interval is too long, although it is usual for the device.
    expect(gaps).toHaveLength(9);
    expect(gaps[0]).toEqual({ fromMs: 0, toMs: 60_000, expectedMs: 15_000 });
    expect(evaluateDay(slow, undefined, 20 * S).gaps).toEqual([]);
  });

  it('has gaps if readings are too rare for a usual interval, including the one before the day', () => {
    const { day } = evaluateDay([0], undefined, 3600 * S);
    expect(spans(evaluateDay([DAY, DAY + 3600 * S, DAY + 5 * 3600 * S], day, 3600 * S).gaps)).toEqual([
      [0, 86_400],
      [90_000, 104_400],
    ]);
  });

  it.each([
    ['the day of the declaration', DAY, { expectedMs: 5, sinceMs: DAY - 1 }, undefined, 5],
    ['a day after', 3 * DAY, { expectedMs: 5, sinceMs: DAY }, 7, 5],
    ['a day before', DAY, { expectedMs: 5, sinceMs: DAY }, undefined, null],
    ['a day before, with another declaration', DAY, { expectedMs: 5, sinceMs: DAY }, 7, 7],
    ['a day after the removal of the declaration', 2 * DAY, { expectedMs: null, sinceMs: DAY }, 7, null],
    ['a signal without a declaration', DAY, undefined, undefined, null],
  ])('uses the correct declaration for %s', (_what, dayEndMs, declared, declaredMs, expected) => {
    const storedDay =
      declaredMs === undefined ? undefined : { ...evaluateDay([0], undefined).day, declaredMs };
    expect(resolveDeclaredInterval(dayEndMs, declared, storedDay)).toBe(expected);
  });

  it('starts from a day several days before', () => {
    const { day } = evaluateDay(every(60 * S, 0, 3600 * S), undefined);
    const later = evaluateDay(every(60 * S, 3 * DAY, 3 * DAY + 3600 * S), day);
    expect(spans(later.gaps)).toEqual([[3540, 259_200]]);
  });
});

/** The ledger of one signal, evaluated in any order of days. */
class Ledger {
  readonly days = new Map<number, number[]>();
  gaps = new Map<number, LedgerGap>();

  add(times: readonly number[]): void {
    for (const time of times) {
      const day = Math.floor(time / DAY);
      this.days.set(
        day,
        [...(this.days.get(day) ?? []), time].sort((a, b) => a - b),
      );
    }
  }

  review(fromMs: number): void {
    const whole = evaluate(this.days);
    const gaps = whole.filter(({ toMs }) => toMs >= fromMs);
    const times = [...this.days.values()]
      .flat()
      .filter((time) => time >= fromMs)
      .sort((a, b) => a - b);
    const known = [...this.gaps.values()].filter(({ toMs }) => toMs === null || toMs >= fromMs);
    const { put, filled, dropped } = reconcileGaps(known, gaps, times);
    for (const from of [...filled, ...dropped]) this.gaps.delete(from);
    for (const gap of put) this.gaps.set(gap.fromMs, gap);
  }
}

function evaluate(days: ReadonlyMap<number, number[]>): SignalGap[] {
  let before: SignalDay | undefined;
  return [...days.keys()]
    .sort((a, b) => a - b)
    .flatMap((day) => {
      const { day: judged, gaps } = evaluateDay(days.get(day)!, before);
      before = judged;
      return gaps;
    });
}

describe('the ledger', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 4 * 48 }), { minLength: 1, maxLength: 120 });
  const HALF_HOUR = DAY / 48;

  it('is the same for any order of readings', () => {
    fc.assert(
      fc.property(times, fc.array(fc.nat(119), { maxLength: 5 }), (slots, cuts) => {
        const all = slots.map((slot) => slot * HALF_HOUR);
        const ledger = new Ledger();
        const places = [0, ...cuts.map((cut) => cut % all.length), all.length].sort((a, b) => a - b);
        for (let i = 1; i < places.length; i++) {
          const part = all.slice(places[i - 1], places[i]);
          if (part.length === 0) continue;
          ledger.add(part);
          ledger.review(Math.floor(Math.min(...part) / DAY) * DAY);
        }
        const straight = new Ledger();
        straight.add(all);
        const wanted = evaluate(straight.days);
        expect([...ledger.gaps.values()].sort((a, b) => a.fromMs - b.fromMs)).toEqual(wanted);
      }),
    );
  });

  it('has gaps that end at readings and contain none', () => {
    fc.assert(
      fc.property(times, (slots) => {
        const ledger = new Ledger();
        const all = slots.map((slot) => slot * HALF_HOUR).sort((a, b) => a - b);
        ledger.add(all);
        for (const { fromMs, toMs } of evaluate(ledger.days)) {
          expect(all).toContain(fromMs);
          expect(all).toContain(toMs);
          expect(all.filter((time) => time > fromMs && time < toMs)).toEqual([]);
        }
      }),
    );
  });
});

describe('a gap in the ledger', () => {
  const gap = (fromMs: number, toMs: number | null): LedgerGap => ({ fromMs, toMs, expectedMs: 10 });
  const found = (fromMs: number, toMs: number): SignalGap => ({ fromMs, toMs, expectedMs: 10 });
  it.each<
    [string, LedgerGap[], SignalGap[], number[], { put?: SignalGap[]; filled?: number[]; dropped?: number[] }]
  >([
    ['stays', [gap(1, 90)], [found(1, 90)], [1, 90], {}],
    ['stays open without readings', [gap(1, null)], [], [1], {}],
    ['ends with the next reading', [gap(1, null)], [found(1, 90)], [1, 90], { put: [found(1, 90)] }],
    ['is filled by late readings', [gap(1, 90)], [], [1, 30, 60, 90], { filled: [1] }],
    ['is filled when buffered readings arrive', [gap(1, null)], [], [1, 20], { filled: [1] }],
    [
      'becomes shorter',
      [gap(1, 90)],
      [found(1, 50), found(50, 90)],
      [1, 50, 90],
      { put: [found(1, 50), found(50, 90)] },
    ],
    ['is dropped if the usual interval is longer', [gap(1, 90)], [], [1, 90], { dropped: [1] }],
  ])('%s', (_, known, now, times, change) => {
    expect(reconcileGaps(known, now, times)).toEqual({ put: [], filled: [], dropped: [], ...change });
  });
});
