import type { MarginRow } from '../../../api/types.js';
import { isTold, loses } from './margin-status.js';

const row = (margin: string | null, marginPercent: string | null, unissuedMonths: string[] = []): MarginRow =>
  ({ margin, marginPercent, unissuedMonths }) as unknown as MarginRow;

describe('the informative value of a margin', () => {
  it.each([
    ['no cost is known', row(null, null), [false, false]],
    ['costs, and nothing issued yet', row('-50.00', null, ['2026-11']), [false, false]],
    ['costs, and nothing left to issue', row('-50.00', null), [true, true]],
    ['costs above what was issued', row('-5.00', '-2.5', ['2026-10']), [true, true]],
    ['something is left', row('5.00', '2.5'), [true, false]],
  ])('%s', (_what, margin, [told, lost]) => {
    expect([isTold(margin), loses(margin)]).toEqual([told, lost]);
  });
});
