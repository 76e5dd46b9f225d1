import fc from 'fast-check';
import { evaluateLimit, INITIAL_LIMIT_STATE, type DetectedAlarm } from './evaluate-limit.js';
import type { LimitRule } from './limit-rule.js';
import type { Quality } from '#telemetry/domain';
import type { Sample } from './sample.js';

const rule = (over: Partial<LimitRule> = {}): LimitRule => ({
  direction: 'above',
  onLimit: 100,
  offLimit: 95,
  onDelaySeconds: 0,
  maxGapSeconds: null,
  severity: 'warning',
  ...over,
});

/** `[seconds, value, quality?]` */
type Row = [number, number | null, Quality?];

const samples = (rows: readonly Row[]): Sample[] =>
  rows.map(([seconds, value, quality = 0], index) => ({
    at: seconds * 1000,
    value,
    quality,
    deviceKey: 7,
    seq: String(index),
  }));

/** `[condition since, raised at, cleared at, peak]`, in seconds. */
function intervals(rows: readonly Row[], over: Partial<LimitRule> = {}): (number | null)[][] {
  const { cleared, state } = evaluateLimit(samples(rows), rule(over), INITIAL_LIMIT_STATE);
  return [...cleared, ...(state.open ? [state.open] : [])].map((alarm) => [
    alarm.conditionSince / 1000,
    alarm.raisedAt / 1000,
    alarm.clearedAt === null ? null : alarm.clearedAt / 1000,
    alarm.peakValue,
  ]);
}

describe('a limit', () => {
  it.each<[string, Row[], Partial<LimitRule>, (number | null)[][]]>([
    ['is not crossed by its own value', [[0, 100]], {}, []],
    [
      'is crossed by the next double above it',
      [[0, 100.00000000000001]],
      {},
      [[0, 0, null, 100.00000000000001]],
    ],
    [
      'stays crossed between the limits',
      [
        [0, 101],
        [1, 96],
        [2, 99],
      ],
      {},
      [[0, 0, null, 101]],
    ],
    [
      'is left at the off limit itself',
      [
        [0, 101],
        [1, 95],
      ],
      {},
      [[0, 0, 1, 101]],
    ],
    [
      'is not left just outside the off limit',
      [
        [0, 101],
        [1, 95.1],
      ],
      {},
      [[0, 0, null, 101]],
    ],
    [
      'can be crossed again',
      [
        [0, 101],
        [1, 90],
        [2, 103],
        [3, 90],
      ],
      {},
      [
        [0, 0, 1, 101],
        [2, 2, 3, 103],
      ],
    ],
    [
      'is mirrored below',
      [
        [0, 6],
        [1, 5.9],
        [2, 6.3],
        [3, 6.4],
      ],
      { direction: 'below', onLimit: 6, offLimit: 6.4 },
      [[1, 1, 3, 5.9]],
    ],
    [
      'may have one value for both',
      [
        [0, 101],
        [1, 100],
      ],
      { offLimit: 100 },
      [[0, 0, 1, 101]],
    ],
  ])('%s', (_what, rows, over, expected) => {
    expect(intervals(rows, over)).toEqual(expected);
  });

  it.each<[string, Row[], (number | null)[][]]>([
    [
      'raises at the first sample that reaches the delay exactly',
      [
        [0, 101],
        [5, 102],
        [10, 103],
      ],
      [[0, 10, null, 103]],
    ],
    [
      'raises late when samples are sparse',
      [
        [0, 101],
        [9, 102],
        [25, 103],
      ],
      [[0, 25, null, 103]],
    ],
    [
      'restarts the delay after a sample between the limits',
      [
        [0, 101],
        [5, 99],
        [6, 101],
        [12, 101],
        [16, 101],
      ],
      [[6, 16, null, 101]],
    ],
    [
      'restarts the delay after a sample at the on limit',
      [
        [0, 101],
        [9, 100],
        [10, 101],
      ],
      [],
    ],
    ['does not raise for one sample', [[0, 200]], []],
    [
      'keeps a peak from before the alarm was raised',
      [
        [0, 120],
        [10, 101],
      ],
      [[0, 10, null, 120]],
    ],
  ])('with a delay of 10 s: %s', (_what, rows, expected) => {
    expect(intervals(rows, { onDelaySeconds: 10 })).toEqual(expected);
  });

  it.each<[string, Row[], number | null, (number | null)[][]]>([
    [
      'a gap bridges the delay if no maximum gap is set',
      [
        [0, 101],
        [3600, 101],
      ],
      null,
      [[0, 3600, null, 101]],
    ],
    [
      'a gap of exactly the maximum continues the run',
      [
        [0, 101],
        [30, 101],
        [60, 101],
      ],
      30,
      [[0, 60, null, 101]],
    ],
    [
      'a longer gap restarts the delay',
      [
        [0, 101],
        [31, 101],
        [60, 101],
        [90, 101],
        [91, 101],
      ],
      30,
      [[31, 91, null, 101]],
    ],
    [
      'bad samples do not bridge a gap',
      [
        [0, 101],
        [20, 101, 2],
        [40, null],
        [50, 101],
        [80, 101],
        [110, 101],
      ],
      30,
      [[50, 110, null, 101]],
    ],
    [
      'a gap does not clear an alarm',
      [
        [0, 101],
        [30, 101],
        [60, 101],
        [9000, 101],
      ],
      30,
      [[0, 60, null, 101]],
    ],
  ])('with a delay of 60 s: %s', (_what, rows, maxGapSeconds, expected) => {
    expect(intervals(rows, { onDelaySeconds: 60, maxGapSeconds })).toEqual(expected);
  });

  it.each<[string, Row[], (number | null)[][]]>([
    [
      'null',
      [
        [0, 101],
        [1, null],
        [2, 102],
      ],
      [[0, 0, null, 102]],
    ],
    [
      'bad',
      [
        [0, 101],
        [1, 20, 2],
        [2, 102],
      ],
      [[0, 0, null, 102]],
    ],
    [
      'stale',
      [
        [0, 101],
        [1, 20, 3],
        [2, 102],
      ],
      [[0, 0, null, 102]],
    ],
    [
      'not finite',
      [
        [0, 101],
        [1, NaN],
        [2, -Infinity],
      ],
      [[0, 0, null, 101]],
    ],
  ])('skips %s samples', (_what, rows, expected) => {
    expect(intervals(rows)).toEqual(expected);
  });

  it('accepts an uncertain sample', () => {
    expect(
      intervals([
        [0, 101, 1],
        [1, 90, 1],
      ]),
    ).toEqual([[0, 0, 1, 101]]);
  });

  it('returns the reading that raised it and the first worst one', () => {
    const { state } = evaluateLimit(
      samples([
        [0, 101],
        [1, 105],
        [2, 105],
        [3, 104],
      ]),
      rule({ onDelaySeconds: 2 }),
      INITIAL_LIMIT_STATE,
    );
    expect(state.open).toMatchObject({
      raisedValue: 105,
      raisedDeviceKey: 7,
      raisedSeq: '2',
      peakValue: 105,
      peakAt: 1000,
    });
  });

  const stream = fc
    .array(
      fc.record({
        step: fc.integer({ min: 0, max: 40 }),
        value: fc.option(fc.integer({ min: 88, max: 108 })),
        quality: fc.constantFrom<Quality>(0, 0, 0, 1, 2, 3),
      }),
      {
        maxLength: 60,
      },
    )
    .map((rows) => {
      let at = 0;
      return samples(rows.map(({ step, value, quality }) => [(at += step), value, quality]));
    });
  const anyRule = fc.record({
    direction: fc.constantFrom<'above' | 'below'>('above', 'below'),
    onDelaySeconds: fc.constantFrom(0, 30, 90),
    maxGapSeconds: fc.constantFrom(null, 25),
    band: fc.integer({ min: 0, max: 6 }),
  });
  const ruleFrom = ({
    direction,
    onDelaySeconds,
    maxGapSeconds,
    band,
  }: {
    direction: 'above' | 'below';
    onDelaySeconds: number;
    maxGapSeconds: number | null;
    band: number;
  }) =>
    rule({
      direction,
      onDelaySeconds,
      maxGapSeconds,
      offLimit: direction === 'above' ? 100 - band : 100 + band,
    });

  it('returns the same result in chunks as in a single pass', () => {
    fc.assert(
      fc.property(stream, anyRule, fc.array(fc.nat(60), { maxLength: 6 }), (all, shape, cuts) => {
        const limit = ruleFrom(shape);
        const whole = evaluateLimit(all, limit, INITIAL_LIMIT_STATE);
        let state = INITIAL_LIMIT_STATE;
        const cleared: DetectedAlarm[] = [];
        const edges = [...new Set([0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length])].sort(
          (a, b) => a - b,
        );
        for (let i = 1; i < edges.length; i++) {
          // Converts the state to JSON and back, like a checkpoint.
          state = JSON.parse(JSON.stringify(state)) as typeof state;
          const part = evaluateLimit(all.slice(edges[i - 1], edges[i]), limit, state);
          cleared.push(...part.cleared);
          state = part.state;
        }
        expect({ cleared, state }).toEqual(whole);
      }),
    );
  });

  it('equals its definition, applied backwards from each sample', () => {
    fc.assert(
      fc.property(stream, anyRule, (all, shape) => {
        const limit = ruleFrom(shape);
        const { cleared, state } = evaluateLimit(all, limit, INITIAL_LIMIT_STATE);
        const found = [...cleared, ...(state.open ? [state.open] : [])].map((alarm) => [
          alarm.raisedAt,
          alarm.clearedAt,
        ]);
        expect(found).toEqual(byDefinition(all, limit));
      }),
    );
  });

  it('raises alarms that follow one another and never overlap', () => {
    fc.assert(
      fc.property(stream, anyRule, (all, shape) => {
        const { cleared, state } = evaluateLimit(all, ruleFrom(shape), INITIAL_LIMIT_STATE);
        const found = [...cleared, ...(state.open ? [state.open] : [])];
        for (const [i, alarm] of found.entries()) {
          expect(alarm.conditionSince).toBeLessThanOrEqual(alarm.raisedAt);
          expect(alarm.raisedAt - alarm.conditionSince).toBeGreaterThanOrEqual(shape.onDelaySeconds * 1000);
          if (i > 0) expect(alarm.conditionSince).toBeGreaterThanOrEqual(found[i - 1]!.clearedAt!);
        }
      }),
    );
  });
});

/**
 * Applies the same rule in another formulation: for each sample outside an alarm, searches backwards for the run that
 * it ends.
 */
function byDefinition(all: readonly Sample[], limit: LimitRule): (number | null)[][] {
  const sign = limit.direction === 'above' ? 1 : -1;
  const usable = all.filter(
    (sample) => sample.value !== null && Number.isFinite(sample.value) && sample.quality <= 1,
  );
  const beyond = (i: number) => sign * (usable[i]!.value! - limit.onLimit) > 0;
  const result: (number | null)[][] = [];
  let i = 0;
  let earliest = 0;
  while (i < usable.length) {
    let first = i;
    if (beyond(i)) {
      while (
        first > earliest &&
        beyond(first - 1) &&
        (limit.maxGapSeconds === null ||
          usable[first]!.at - usable[first - 1]!.at <= limit.maxGapSeconds * 1000)
      ) {
        first -= 1;
      }
    }
    if (beyond(i) && usable[i]!.at - usable[first]!.at >= limit.onDelaySeconds * 1000) {
      const back = usable.findIndex((sample, k) => k > i && sign * (sample.value! - limit.offLimit) <= 0);
      result.push([usable[i]!.at, back < 0 ? null : usable[back]!.at]);
      if (back < 0) break;
      i = back + 1;
      earliest = back + 1;
    } else {
      i += 1;
    }
  }
  return result;
}
