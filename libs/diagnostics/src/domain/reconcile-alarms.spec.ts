import fc from 'fast-check';
import type { DetectedAlarm } from './evaluate-limit.js';
import { reconcileAlarms, type StoredAlarm } from './reconcile-alarms.js';

const alarm = (
  raisedAt: number,
  clearedAt: number | null,
  over: Partial<DetectedAlarm> = {},
): DetectedAlarm => ({
  conditionSince: raisedAt,
  raisedAt,
  raisedValue: 101,
  raisedDeviceKey: 1,
  raisedSeq: '1',
  peakValue: 101,
  peakAt: raisedAt,
  clearedAt,
  severity: 'warning',
  ...over,
});
const row = (id: string, found: DetectedAlarm): StoredAlarm => ({ ...found, id });

const outcome = (stored: StoredAlarm[], found: DetectedAlarm[]) => {
  const { withdrawn, changed, added } = reconcileAlarms(stored, found);
  return {
    withdrawn: withdrawn.map(({ id }) => id),
    changed: changed.map(({ stored: { id }, found: { raisedAt, clearedAt } }) => [id, raisedAt, clearedAt]),
    added: added.map(({ raisedAt, clearedAt }) => [raisedAt, clearedAt]),
  };
};

describe('reconciling alarms with the readings', () => {
  it.each<[string, StoredAlarm[], DetectedAlarm[], ReturnType<typeof outcome>]>([
    [
      'does not change equal alarms',
      [row('a', alarm(10, 20))],
      [alarm(10, 20)],
      { withdrawn: [], changed: [], added: [] },
    ],
    ['adds a new alarm', [], [alarm(10, null)], { withdrawn: [], changed: [], added: [[10, null]] }],
    [
      'clears an open alarm',
      [row('a', alarm(10, null))],
      [alarm(10, 30)],
      { withdrawn: [], changed: [['a', 10, 30]], added: [] },
    ],
    [
      'reopens a cleared alarm',
      [row('a', alarm(10, 20))],
      [alarm(10, null)],
      { withdrawn: [], changed: [['a', 10, null]], added: [] },
    ],
    [
      'moves the start of an alarm, which keeps its id',
      [row('a', alarm(10, 20))],
      [alarm(5, 20)],
      { withdrawn: [], changed: [['a', 5, 20]], added: [] },
    ],
    [
      'withdraws an alarm that is gone',
      [row('a', alarm(10, 20))],
      [],
      { withdrawn: ['a'], changed: [], added: [] },
    ],
    [
      'does not match alarms that do not overlap',
      [row('a', alarm(10, 20))],
      [alarm(30, 40)],
      { withdrawn: ['a'], changed: [], added: [[30, 40]] },
    ],
    [
      'splits an alarm: the id stays with the start',
      [row('a', alarm(10, 40))],
      [alarm(10, 20), alarm(30, 40)],
      { withdrawn: [], changed: [['a', 10, 20]], added: [[30, 40]] },
    ],
    [
      'joins two alarms: the first keeps the id',
      [row('a', alarm(10, 20)), row('b', alarm(30, 40))],
      [alarm(10, 40)],
      { withdrawn: ['b'], changed: [['a', 10, 40]], added: [] },
    ],
    [
      'prefers the same start to an overlap',
      [row('a', alarm(10, 20)), row('b', alarm(15, null))],
      [alarm(15, 20)],
      { withdrawn: ['a'], changed: [['b', 15, 20]], added: [] },
    ],
    [
      'notices a higher peak',
      [row('a', alarm(10, 20))],
      [alarm(10, 20, { peakValue: 130 })],
      { withdrawn: [], changed: [['a', 10, 20]], added: [] },
    ],
  ])('%s', (_what, stored, found, expected) => {
    expect(outcome(stored, found)).toEqual(expected);
  });

  it('ends with exactly the found alarms, from any stored rows', () => {
    const list = fc
      .uniqueArray(fc.nat(200), { maxLength: 16 })
      .map((edges) => edges.sort((a, b) => a - b))
      .map((edges) => edges.flatMap((at, i) => (i % 2 === 0 ? [alarm(at, edges[i + 1] ?? null)] : [])));
    fc.assert(
      fc.property(list, list, (before, now) => {
        const stored = before.map((found, i) => row(String(i), found));
        const { withdrawn, changed, added } = reconcileAlarms(stored, now);
        const moved = new Map(changed.map((change) => [change.stored.id, change.found]));
        const after = stored
          .filter((kept) => !withdrawn.includes(kept))
          .map(({ id, ...kept }) => moved.get(id) ?? kept);
        expect([...after, ...added].sort((a, b) => a.raisedAt - b.raisedAt)).toEqual(now);
      }),
    );
  });
});
