import type { Pause } from '../../../api/types.js';
import { NEW_PAUSE, toPauses, toPauseValues } from './pause-values.js';

const SEASON: Pause = { months: [7, 8], from: null, to: null, feePercent: '50', use: 'not_billed' };
const SINGLE: Pause = { months: null, from: '2026-12-24', to: '2026-12-31', feePercent: '0', use: 'billed' };

describe('pauses in a form', () => {
  it('round-trip unchanged', () => {
    expect(toPauses(toPauseValues([SEASON, SINGLE]))).toEqual([SEASON, SINGLE]);
  });

  it('sort their months, in whatever order they were selected', () => {
    const [pause] = toPauses([{ ...NEW_PAUSE, months: ['12', '7', '8'] }]);
    expect(pause?.months).toEqual([7, 8, 12]);
  });

  it.each([
    ['season', { months: [7], from: null, to: null }],
    ['single', { months: null, from: '2026-12-24', to: '2026-12-31' }],
  ] as const)('of the kind %s omit the fields of the other kind', (kind, sent) => {
    const values = { ...NEW_PAUSE, kind, months: ['7'], from: '2026-12-24', to: '2026-12-31' };
    expect(toPauses([values])[0]).toMatchObject(sent);
  });

  it('are free of charge by default, and send typed values without spaces', () => {
    expect(NEW_PAUSE.feePercent).toBe('0');
    expect(toPauses([{ ...NEW_PAUSE, feePercent: ' 25 ' }])[0]?.feePercent).toBe('25');
  });
});
