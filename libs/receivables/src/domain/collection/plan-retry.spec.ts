import fc from 'fast-check';
import { type DeclinedAttempt, isDeclinedFinally, planRetry, type RetriedAttempt } from './plan-retry.js';

const soft = (on: string): DeclinedAttempt => ({ on, mayRetry: true });
const hard = (on: string): DeclinedAttempt => ({ on, mayRetry: false });

describe('the next charge of a declined method', () => {
  it.each<[string, readonly number[], readonly DeclinedAttempt[], string, string | null]>([
    ['follows the first gap', [3, 5, 7], [soft('2026-12-01')], '2026-12-01', '2026-12-04'],
    ['follows the next gap', [3, 5, 7], [soft('2026-12-01'), soft('2026-12-04')], '2026-12-04', '2026-12-09'],
    ['ends after the last gap', [3], [soft('2026-12-01'), soft('2026-12-04')], '2026-12-04', null],
    ['never comes without gaps', [], [soft('2026-12-01')], '2026-12-01', null],
    ['never follows a hard decline', [3], [hard('2026-12-01')], '2026-12-01', null],
    [
      'never follows an earlier hard decline',
      [3, 5],
      [hard('2026-12-01'), soft('2026-12-02')],
      '2026-12-02',
      null,
    ],
    [
      'is tomorrow at the earliest',
      [3, 1],
      [soft('2026-12-01'), soft('2026-12-20')],
      '2026-12-20',
      '2026-12-21',
    ],
    ['never comes without a decline', [3], [], '2026-12-01', null],
  ])('%s', (_, days, declined, today, expected) => {
    expect(planRetry(days, declined, today)).toBe(expected);
  });

  it('comes after today, and at most once per gap', () => {
    const days = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 });
    const declines = fc.array(fc.boolean(), { maxLength: 10 });
    fc.assert(
      fc.property(days, declines, (gaps, outcomes) => {
        const declined = outcomes.map((mayRetry) => ({ on: '2026-12-01', mayRetry }));
        const next = planRetry(gaps, declined, '2026-12-01');
        if (next !== null) expect(next > '2026-12-01').toBe(true);
        const isPlanned = outcomes.length > 0 && outcomes.every(Boolean) && outcomes.length <= gaps.length;
        expect(next !== null).toBe(isPlanned);
      }),
    );
  });
});

describe('a final decline', () => {
  const attempt = (state: RetriedAttempt['state'], more: Partial<RetriedAttempt> = {}): RetriedAttempt => ({
    kind: 'saved_method',
    state,
    retryOn: null,
    ...more,
  });
  const retryOn = '2026-12-04';

  it.each<[string, RetriedAttempt, Pick<RetriedAttempt, 'state' | 'retryOn'>, boolean]>([
    ['is a decline without a retry', attempt('unknown'), attempt('declined'), true],
    ['is a debit that the bank declines later', attempt('processing'), attempt('declined'), true],
    ['is a decline that turns out to be final', attempt('declined', { retryOn }), attempt('declined'), true],
    ['is none while a retry follows', attempt('unknown'), attempt('declined', { retryOn }), false],
    ['is not reported again', attempt('declined'), attempt('declined'), false],
    ['is none of a payer on a page', attempt('open', { kind: 'page' }), attempt('declined'), false],
    ['is none if the payer must confirm', attempt('unknown'), attempt('requires_authentication'), false],
    ['is none if the payment succeeded', attempt('unknown'), attempt('succeeded'), false],
  ])('%s', (_, before, after, expected) => {
    expect(isDeclinedFinally(before, after)).toBe(expected);
  });
});
