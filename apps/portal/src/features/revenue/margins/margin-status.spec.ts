import type { MarginRow } from '../../../api/types.js';
import { isMeaningful, isLossMaking } from './margin-status.js';

const row = (margin: string | null, marginPercent: string | null, unissuedMonths: string[] = []): MarginRow =>
  ({ margin, marginPercent, unissuedMonths }) as unknown as MarginRow;

describe('whether a margin is meaningful', () => {
  it.each([
    ['no known costs', row(null, null), [false, false]],
    ['costs without invoices so far', row('-50.00', null, ['2026-11']), [false, false]],
    ['costs, and no further months to invoice', row('-50.00', null), [true, true]],
    ['costs above the invoiced amount', row('-5.00', '-2.5', ['2026-10']), [true, true]],
    ['a positive margin', row('5.00', '2.5'), [true, false]],
  ])('%s', (_what, margin, [told, lost]) => {
    expect([isMeaningful(margin), isLossMaking(margin)]).toEqual([told, lost]);
  });
});
