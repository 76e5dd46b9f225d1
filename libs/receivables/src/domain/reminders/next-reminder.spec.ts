import fc from 'fast-check';
import { plusDays } from '#contracts/domain';
import { nextReminder, type SentReminder } from './next-reminder.js';
import type { ReminderLevel } from './reminder-policy.js';

const level = (days: number): ReminderLevel => ({
  days,
  text: days <= 0 ? 'notice' : 'reminder',
  hasClaims: false,
});
const terms = (days: readonly number[], pauseDays = 7) => ({ levels: days.map(level), pauseDays });
const DUE = '2026-03-10';

describe('the next reminder', () => {
  it.each<[string, number[], SentReminder[], string, object]>([
    ['is level 0 before the due date', [-3, 5, 20], [], '2026-03-07', { kind: 'due', level: 0 }],
    [
      'waits until level 0 is reached',
      [-3, 5, 20],
      [],
      '2026-03-06',
      { reason: 'not_reached', until: '2026-03-07' },
    ],
    [
      'is not level 0 twice',
      [-3, 5],
      [{ level: 0, sentOn: '2026-03-07' }],
      '2026-03-08',
      { reason: 'not_reached', until: '2026-03-15' },
    ],
    [
      'leaves out level 0 once the document is overdue',
      [-3, 5],
      [],
      '2026-03-11',
      { reason: 'not_reached', until: '2026-03-15' },
    ],
    ['is level 1 on its day', [-3, 5, 20], [], '2026-03-15', { kind: 'due', level: 1 }],
    [
      'is level 1 even if the days of level 2 have passed',
      [5, 20],
      [],
      '2026-06-01',
      { kind: 'due', level: 1 },
    ],
    [
      'is sent once a day',
      [5, 20],
      [{ level: 1, sentOn: '2026-06-01' }],
      '2026-06-01',
      { reason: 'already_sent', until: '2026-06-08' },
    ],
    [
      'waits for the pause',
      [5, 20],
      [{ level: 1, sentOn: '2026-06-01' }],
      '2026-06-07',
      { reason: 'in_pause', until: '2026-06-08' },
    ],
    [
      'follows the pause',
      [5, 20],
      [{ level: 1, sentOn: '2026-06-01' }],
      '2026-06-08',
      { kind: 'due', level: 2 },
    ],
    [
      'waits for the days of its level, which are later than the pause',
      [5, 20],
      [{ level: 1, sentOn: '2026-03-15' }],
      '2026-03-25',
      { reason: 'not_reached', until: '2026-03-30' },
    ],
    [
      'does not exist after the last level',
      [5, 20],
      [{ level: 2, sentOn: '2026-04-01' }],
      '2026-06-08',
      { reason: 'all_sent', until: null },
    ],
    ['does not exist without levels', [], [], '2026-06-08', { reason: 'all_sent', until: null }],
    ['does not exist if only a notice is sent', [0], [], '2026-03-11', { reason: 'all_sent', until: null }],
    [
      'does not exist before the due date if only a notice is sent',
      [0],
      [{ level: 0, sentOn: '2026-03-10' }],
      '2026-03-10',
      { reason: 'not_reached', until: null },
    ],
  ])('%s', (_name, days, sent, on, expected) => {
    expect(nextReminder(terms(days), { dueOn: DUE, sent }, on)).toMatchObject(expected);
  });

  it('rises by one level at a time, each once, on its days and after the pause', () => {
    const policies = fc.record({
      first: fc.integer({ min: -10, max: 10 }),
      gaps: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
      pauseDays: fc.integer({ min: 0, max: 20 }),
      runs: fc.array(fc.integer({ min: -12, max: 200 }), { minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(policies, ({ first, gaps, pauseDays, runs }) => {
        const days = [first];
        for (const gap of gaps) days.push(Math.max(days.at(-1)!, 0) + gap);
        const rules = terms(days, pauseDays);
        const sent: SentReminder[] = [];
        for (const day of [...runs].sort((one, other) => one - other)) {
          const on = plusDays(DUE, day);
          const next = nextReminder(rules, { dueOn: DUE, sent }, on);
          if (next.kind === 'wait') {
            if (next.until !== null) expect(next.until > on).toBe(true);
            continue;
          }
          const before = sent.at(-1);
          const expected = day <= 0 ? 0 : Math.max(0, before?.level ?? 0) + 1;
          expect(next.level).toBe(expected);
          expect(day).toBeGreaterThanOrEqual(days[next.level - (first <= 0 ? 0 : 1)]!);
          if (before) expect(on >= plusDays(before.sentOn, Math.max(1, pauseDays))).toBe(true);
          sent.push({ level: next.level, sentOn: on });
        }
      }),
    );
  });
});
