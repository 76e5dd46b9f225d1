import { KEEP_EVERYTHING, type RetentionRule } from './retention-rule.js';
import { SweepPolicy } from './sweep-policy.js';

const DAY = 86_400_000;
const NOW = 100 * DAY + 5;
const day = (n: number) => ({ fromMs: n * DAY, toMs: (n + 1) * DAY });
const RULES: RetentionRule[] = [
  { modelId: null, signalKey: null, keep: { ...KEEP_EVERYTHING, 0: 30, 60: 60 } },
  { modelId: 'other', signalKey: null, keep: { ...KEEP_EVERYTHING, 0: 1 } },
];
const policy = new SweepPolicy(RULES, 'model', []);

describe('SweepPolicy', () => {
  it('checks only days that may contain expired data', () => {
    expect(policy.horizon(NOW)).toBe(70 * DAY);
    expect(new SweepPolicy([], 'model', []).horizon(NOW)).toBeUndefined();
  });

  it.each<[string, number, number | undefined, boolean]>([
    ['a recent day', 70, undefined, false],
    ['an old day that was never swept', 69, undefined, true],
    ['the oldest day, never swept', 0, undefined, true],
    ['a day that has expired since the last sweep', 69, NOW - DAY, true],
    ['a day that had expired at the last sweep', 68, NOW - DAY, false],
    ['a day with minutes that have expired since the last sweep', 39, NOW - DAY, true],
    ['a day that expired during a long time without a sweep', 65, NOW - 9 * DAY, true],
  ])('%s is due or not', (_case, n, sweptAt, isDue) => {
    expect(policy.isDue(day(n), NOW, sweptAt)).toBe(isDue);
  });

  it('has the same hash exactly when the same data would be purged', () => {
    const hold = { signalKey: 's', span: { fromMs: 1, toMs: 2 } };
    expect(new SweepPolicy([...RULES].reverse(), 'model', []).hash).toBe(policy.hash);
    expect(new SweepPolicy(RULES.slice(0, 1), 'model', []).hash).toBe(policy.hash);
    expect(new SweepPolicy(RULES, 'other', []).hash).not.toBe(policy.hash);
    expect(new SweepPolicy(RULES, 'model', [hold]).hash).not.toBe(policy.hash);
  });

  it('returns the holds on a signal', () => {
    const held = new SweepPolicy(RULES, 'model', [
      { signalKey: 's', span: { fromMs: 1, toMs: 5 } },
      { signalKey: null, span: { fromMs: 4, toMs: 9 } },
    ]);
    expect(held.heldOf('s')).toEqual([{ fromMs: 1, toMs: 9 }]);
    expect(held.heldOf('t')).toEqual([{ fromMs: 4, toMs: 9 }]);
  });
});
