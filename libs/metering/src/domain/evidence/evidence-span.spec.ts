import { evidenceSpan, LOOK_BACK_MS } from './evidence-span.js';

const DAY = LOOK_BACK_MS;

describe('evidenceSpan', () => {
  it.each([
    ['null if nothing counts', [], [], null],
    [
      'the day before and the window',
      [{ since: 0, from: 9 * DAY, to: 12 * DAY }],
      [],
      [8 * DAY, 12 * DAY + 1],
    ],
    ['only the part of the day before that counts', [{ since: 5, from: 10, to: 20 }], [12], [5, 21]],
    [
      'the reading that counting continues from',
      [{ since: 0, from: 9 * DAY, to: 12 * DAY }],
      [3 * DAY],
      [3 * DAY, 12 * DAY + 1],
    ],
    [
      'the time between two windows',
      [
        { since: 0, from: 9 * DAY, to: 10 * DAY },
        { since: 15 * DAY, from: 20 * DAY, to: 21 * DAY },
      ],
      [],
      [8 * DAY, 21 * DAY + 1],
    ],
  ])('is %s', (_case, windows, readings, span) => {
    const found = evidenceSpan(
      windows,
      readings.map((at) => ({ at })),
    );
    expect(found && [found.fromMs, found.toMs]).toEqual(span);
  });
});
