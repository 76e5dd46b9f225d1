import fc from 'fast-check';
import { composeEvidence, evidenceSpan, type EvidenceInput } from './evidence.js';

const RAISED = Date.parse('2026-11-24T09:46:30Z');
const MINUTE = 60_000;

const of = (over: Partial<EvidenceInput> = {}): EvidenceInput => ({
  alarm: {
    conditionSince: RAISED - 10 * MINUTE,
    raisedAt: RAISED,
    raisedValue: 102,
    peakAt: RAISED + MINUTE,
    peakValue: 104,
    clearedAt: null,
  },
  signalKey: 'discharge_temp_c',
  unit: 'Cel',
  decimals: 1,
  severity: 'critical',
  rule: { direction: 'above', onLimit: 100, offLimit: 95.5 },
  samples: [],
  newestReadingAt: null,
  ...over,
});
const sample = (at: number, value: number | null, quality: 0 | 1 | 2 | 3 = 0) => ({
  at,
  value,
  quality,
  deviceKey: 1,
  seq: '1',
});

describe('evidence', () => {
  it('spans two hours before the alarm to one hour after', () => {
    expect(composeEvidence(of())).toMatchObject({
      from: '2026-11-24T07:46:30.000Z',
      to: '2026-11-24T10:46:30.000Z',
      points: [],
      until: null,
    });
  });

  it('has minimum, mean and maximum of each minute', () => {
    const minute = Math.floor(RAISED / MINUTE) * MINUTE;
    const samples = [
      sample(minute, 100),
      sample(minute + 20_000, 106),
      sample(minute + 59_999, 103),
      sample(minute + MINUTE, 90),
    ];
    expect(composeEvidence(of({ samples })).points).toEqual([
      [minute, 100, 103, 106],
      [minute + MINUTE, 90, 90, 90],
    ]);
  });

  it('omits samples without a usable value or outside the span', () => {
    const { from, to } = evidenceSpan(RAISED);
    const samples = [
      sample(from - 1, 1),
      sample(RAISED, null),
      sample(RAISED, NaN),
      sample(RAISED, 5, 2),
      sample(RAISED, 6, 3),
      sample(RAISED, 7, 1),
      sample(to + 1, 1),
    ];
    expect(composeEvidence(of({ samples })).points.map((point) => point.slice(1))).toEqual([[7, 7, 7]]);
  });

  it('marks the start of the condition, the alarm, the peak and the end', () => {
    const cleared = of({ alarm: { ...of().alarm, clearedAt: RAISED + 5 * MINUTE } });
    expect(composeEvidence(of()).markers.map(({ code }) => code)).toEqual([
      'condition_since',
      'raised',
      'peak',
    ]);
    expect(composeEvidence(cleared).markers.map(({ code, value }) => [code, value])).toEqual([
      ['condition_since', null],
      ['raised', 102],
      ['peak', 104],
      ['cleared', null],
    ]);
  });

  it('omits markers outside the span', () => {
    const long = of({
      alarm: {
        ...of().alarm,
        conditionSince: RAISED - 180 * MINUTE,
        peakAt: RAISED + 61 * MINUTE,
        clearedAt: RAISED + 90 * MINUTE,
      },
    });
    expect(composeEvidence(long).markers.map(({ code }) => code)).toEqual(['raised']);
  });

  it.each([
    ['critical', 'above', 'tripHigh'],
    ['critical', 'below', 'tripLow'],
    ['warning', 'above', 'warnHigh'],
    ['info', 'below', 'warnLow'],
  ] as const)('draws the limit of a %s rule %s as %s', (severity, direction, drawn) => {
    const { limits, rule } = composeEvidence(
      of({ severity, rule: { direction, onLimit: 100, offLimit: 100 } }),
    );
    expect(limits).toEqual({ tripLow: null, warnLow: null, warnHigh: null, tripHigh: null, [drawn]: '100' });
    expect(rule.direction).toBe(direction);
  });

  it('is complete once readings have passed its end', () => {
    expect(composeEvidence(of({ newestReadingAt: RAISED })).until).toBe('2026-11-24T09:46:30.000Z');
    expect(composeEvidence(of({ newestReadingAt: RAISED + 100 * MINUTE }))).toMatchObject({
      until: '2026-11-24T10:46:30.000Z',
      to: '2026-11-24T10:46:30.000Z',
    });
  });

  it('never has a mean outside its minimum and maximum, nor two points of one minute', () => {
    const { from } = evidenceSpan(RAISED);
    const samples = fc
      .array(
        fc.tuple(fc.integer({ min: 0, max: 10_800_000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
        { maxLength: 200 },
      )
      .map((rows) => rows.sort((a, b) => a[0] - b[0]).map(([offset, value]) => sample(from + offset, value)));
    fc.assert(
      fc.property(samples, (list) => {
        const { points } = composeEvidence(of({ samples: list }));
        for (const [, least, mean, most] of points) {
          expect(mean).toBeGreaterThanOrEqual(least - 1e-6);
          expect(mean).toBeLessThanOrEqual(most + 1e-6);
        }
        expect(new Set(points.map(([at]) => at)).size).toBe(points.length);
      }),
    );
  });
});
