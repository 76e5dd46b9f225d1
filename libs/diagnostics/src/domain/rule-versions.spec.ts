import fc from 'fast-check';
import type { DetectedAlarm } from './evaluate-limit.js';
import { evaluateRule, INITIAL_RULE_STATE, type RuleVersion } from './rule-versions.js';
import type { Sample } from './sample.js';

const version = (validFromSeconds: number, over: Partial<RuleVersion> = {}): RuleVersion => ({
  direction: 'above',
  onLimit: 100,
  offLimit: 95,
  onDelaySeconds: 0,
  maxGapSeconds: null,
  severity: 'warning',
  enabled: true,
  validFrom: validFromSeconds * 1000,
  ...over,
});

const samples = (rows: readonly (readonly [number, number])[]): Sample[] =>
  rows.map(([seconds, value], index) => ({
    at: seconds * 1000,
    value,
    quality: 0,
    deviceKey: 1,
    seq: String(index),
  }));

function intervals(
  rows: readonly (readonly [number, number])[],
  versions: RuleVersion[],
  untilSeconds: number,
): (number | null | string)[][] {
  const { cleared, state } = evaluateRule(samples(rows), versions, INITIAL_RULE_STATE, untilSeconds * 1000);
  return [...cleared, ...(state.open ? [state.open] : [])].map((alarm) => [
    alarm.raisedAt / 1000,
    alarm.clearedAt === null ? null : alarm.clearedAt / 1000,
    alarm.severity,
  ]);
}

describe('versions of a rule', () => {
  it.each<[string, [number, number][], RuleVersion[], (number | null | string)[][]]>([
    [
      'find nothing before the first one',
      [
        [0, 101],
        [1, 101],
      ],
      [version(2)],
      [],
    ],
    [
      'begin with the sample at their instant',
      [
        [0, 101],
        [2, 101],
      ],
      [version(2)],
      [[2, null, 'warning']],
    ],
    [
      'evaluate each sample with the version in force',
      [
        [0, 101],
        [10, 101],
      ],
      [version(0, { onLimit: 105 }), version(10)],
      [[10, null, 'warning']],
    ],
    [
      'leave an alarm of an earlier version open',
      [
        [0, 101],
        [10, 99],
      ],
      [version(0), version(5, { onLimit: 110, offLimit: 98, severity: 'critical' })],
      [[0, null, 'warning']],
    ],
    [
      'clear an alarm of an earlier version by the new off limit',
      [
        [0, 101],
        [10, 99],
      ],
      [version(0), version(5, { offLimit: 99 })],
      [[0, 10, 'warning']],
    ],
    [
      'give an alarm the severity in force when it was raised',
      [[10, 101]],
      [version(0), version(5, { severity: 'critical' })],
      [[10, null, 'critical']],
    ],
    [
      'restart an unfinished run',
      [
        [0, 101],
        [4, 101],
        [6, 101],
        [9, 101],
        [11, 101],
      ],
      [version(0, { onDelaySeconds: 5 }), version(5, { onDelaySeconds: 5 })],
      [[11, null, 'warning']],
    ],
    [
      'clear an open alarm when the rule is disabled',
      [
        [0, 101],
        [10, 101],
      ],
      [version(0), version(5, { enabled: false })],
      [[0, 5, 'warning']],
    ],
    [
      'find alarms again when the rule is enabled again',
      [
        [0, 101],
        [6, 101],
        [8, 101],
      ],
      [version(0), version(5, { enabled: false }), version(7)],
      [
        [0, 5, 'warning'],
        [8, null, 'warning'],
      ],
    ],
    [
      'apply in order, even without a sample in between',
      [
        [0, 101],
        [20, 101],
      ],
      [version(0), version(5, { enabled: false }), version(7), version(9, { onLimit: 120 })],
      [[0, 5, 'warning']],
    ],
  ])('%s', (_what, rows, versions, expected) => {
    expect(intervals(rows, versions, 30)).toEqual(expected);
  });

  it('are disabled without a later sample, but not before their time', () => {
    const versions = [version(0), version(50, { enabled: false })];
    expect(intervals([[0, 101]], versions, 49)).toEqual([[0, null, 'warning']]);
    expect(intervals([[0, 101]], versions, 50)).toEqual([[0, 50, 'warning']]);
  });

  it('return the same result in chunks as in a single pass', () => {
    const rows = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 90, max: 106 })), { maxLength: 40 })
      .map((steps) => {
        let at = 0;
        return samples(steps.map(([step, value]) => [(at += step), value] as const));
      });
    const versions = fc
      .array(
        fc.record({
          from: fc.integer({ min: 0, max: 400 }),
          onLimit: fc.integer({ min: 96, max: 104 }),
          delay: fc.constantFrom(0, 15),
          enabled: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) =>
        [...new Map(list.map((entry) => [entry.from, entry])).values()]
          .sort((a, b) => a.from - b.from)
          .map(({ from, onLimit, delay, enabled }) =>
            version(from, { onLimit, offLimit: onLimit - 2, onDelaySeconds: delay, enabled }),
          ),
      );
    fc.assert(
      fc.property(rows, versions, fc.nat(40), (all, list, cutAt) => {
        const whole = evaluateRule(all, list, INITIAL_RULE_STATE, 1_000_000);
        const cut = Math.min(cutAt, all.length);
        const first = evaluateRule(all.slice(0, cut), list, INITIAL_RULE_STATE, all[cut - 1]?.at ?? -1);
        const second = evaluateRule(all.slice(cut), list, first.state, 1_000_000);
        const cleared: DetectedAlarm[] = [...first.cleared, ...second.cleared];
        expect({ cleared, state: second.state }).toEqual(whole);
      }),
    );
  });
});
