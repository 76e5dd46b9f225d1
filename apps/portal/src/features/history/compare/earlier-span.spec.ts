import { earlierSpan, type EarlierStep, shiftPoints } from './earlier-span.js';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('earlierSpan', () => {
  it.each<[string, string, EarlierStep, string, string]>([
    ['a day', '2026-11-25T08:00:00Z', 'day', 'Europe/Warsaw', '2026-11-24T08:00:00Z'],
    ['a week', '2026-11-25T08:00:00Z', 'week', 'Europe/Warsaw', '2026-11-18T08:00:00Z'],
    ['a month', '2026-11-25T08:00:00Z', 'month', 'Asia/Jakarta', '2026-10-25T08:00:00Z'],
    ['a month over the new year', '2026-01-15T08:00:00Z', 'month', 'Asia/Jakarta', '2025-12-15T08:00:00Z'],
    ['a month to its last day', '2026-03-31T08:00:00Z', 'month', 'UTC', '2026-02-28T08:00:00Z'],
    ['a day over a clock change', '2026-10-25T11:00:00Z', 'day', 'Europe/Warsaw', '2026-10-24T10:00:00Z'],
    ['a week over a clock change', '2026-03-30T06:00:00Z', 'week', 'Europe/Warsaw', '2026-03-23T07:00:00Z'],
    ['a day with milliseconds', '2026-11-25T08:00:00.250Z', 'day', 'UTC', '2026-11-24T08:00:00.250Z'],
  ])('begins %s earlier, at the same local time', (_what, from, step, zone, expected) => {
    const window = { from: at(from), to: at(from) + 24 * HOUR };
    const earlier = earlierSpan(window, step, zone);
    expect(earlier).toEqual({
      from: at(expected),
      to: at(expected) + 24 * HOUR,
      by: at(from) - at(expected),
    });
  });
});

describe('shiftPoints', () => {
  it('moves times and keeps values and gaps', () => {
    expect(
      shiftPoints(
        [
          [1000, 1, 2, 3],
          [2000, null, null, null],
        ],
        500,
      ),
    ).toEqual([
      [1500, 1, 2, 3],
      [2500, null, null, null],
    ]);
  });
});
