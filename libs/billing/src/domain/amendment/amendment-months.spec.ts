import type { DraftLine } from '#invoicing/domain';
import { monthsToPreview, pairLines } from './amendment-months.js';

/** A line of a place, named by it. */
const line = (chargeKey: string, partFrom: string | null = null, machineId: string | null = null) =>
  ({
    kitDeliveryId: null,
    place: { chargeKey, component: 'fee', counterFrom: '2026-12-01', partFrom, machineId },
  }) as unknown as DraftLine;

const FIRST = '2026-12-01';
const FEE = line('fee');

describe('lines before and after', () => {
  it.each<[string, readonly DraftLine[], readonly DraftLine[], readonly (readonly [number, number])[]]>([
    [
      'stand beside the same place',
      [FEE, line('usage')],
      [line('usage'), FEE],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'show what comes and what goes',
      [FEE],
      [line('usage')],
      [
        [-1, 0],
        [0, -1],
      ],
    ],
    ['are one row where a step begins with the month', [FEE], [line('fee', FIRST)], [[0, 0]]],
    ['are one row where that step is taken back', [line('fee', FIRST)], [FEE], [[0, 0]]],
    [
      'keep the part that a step within the month adds',
      [FEE],
      [FEE, line('fee', '2026-12-15')],
      [
        [0, 0],
        [-1, 1],
      ],
    ],
    [
      'are not guessed at where several parts could be meant',
      [FEE],
      [line('fee', FIRST), line('fee', '2026-12-15')],
      [
        [-1, 0],
        [-1, 1],
        [0, -1],
      ],
    ],
    [
      'are of one machine',
      [line('fee', null, 'a')],
      [line('fee', FIRST, 'b')],
      [
        [-1, 0],
        [0, -1],
      ],
    ],
  ])('%s', (_, before, after, pairs) => {
    expect(pairLines(before, after)).toEqual(
      pairs.map(([b, a]) => ({ before: before[b] ?? null, after: after[a] ?? null })),
    );
  });
});

describe('the months in which an amendment shows', () => {
  it.each<[string, string, string, string, number]>([
    ['begin with the running one where it comes later', '2026-12', '2026-11', '2026-11', 4],
    ['begin with its own where that is earlier', '2026-09', '2026-11', '2026-09', 5],
    ['go back a year at most', '2020-01', '2026-11', '2025-11', 15],
    ['are no more than those of a year where it comes much later', '2030-01', '2026-11', '2026-11', 15],
  ])('%s', (_what, effective, running, first, count) => {
    const months = monthsToPreview(effective, running);
    expect([months[0], months.length]).toEqual([first, count]);
    expect([...months].sort()).toEqual(months);
  });
});
