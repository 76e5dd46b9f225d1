import fc from 'fast-check';
import { attemptOutcome, hasFailedTooLong, RETRY_PAUSES_MS } from './webhook-retries.js';

const result = (status: number | null, retryAfterSeconds: number | null = null) => ({
  status,
  retryAfterSeconds,
});

describe('after an attempt', () => {
  it.each([
    [200, { state: 'delivered' }],
    [204, { state: 'delivered' }],
    [410, { state: 'failed', isGone: true }],
    [301, { state: 'waiting', pauseMs: 5000 }],
    [400, { state: 'waiting', pauseMs: 5000 }],
    [500, { state: 'waiting', pauseMs: 5000 }],
    [null, { state: 'waiting', pauseMs: 5000 }],
  ])('with status %s: %j', (status, outcome) => {
    expect(attemptOutcome(result(status), 1, 0)).toEqual(outcome);
  });

  it('the receiver can ask for a longer pause, up to a day', () => {
    expect(attemptOutcome(result(429, 60), 1, 0)).toEqual({ state: 'waiting', pauseMs: 60_000 });
    expect(attemptOutcome(result(429, 1), 1, 0)).toEqual({ state: 'waiting', pauseMs: 5000 });
    expect(attemptOutcome(result(429, 1e9), 1, 0)).toEqual({ state: 'waiting', pauseMs: 86_400_000 });
  });

  it('pauses grow, vary by a tenth, and end after ten attempts', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        RETRY_PAUSES_MS.forEach((pause, index) => {
          const outcome = attemptOutcome(result(500), index + 1, random);
          if (outcome.state !== 'waiting') throw new Error('It should be repeated');
          expect(outcome.pauseMs).toBeGreaterThanOrEqual(pause);
          expect(outcome.pauseMs).toBeLessThanOrEqual(Math.round(pause * 1.1));
        });
        expect(attemptOutcome(result(500), RETRY_PAUSES_MS.length + 1, random)).toEqual({
          state: 'failed',
          isGone: false,
        });
      }),
    );
    const total = RETRY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect(Math.round(total)).toBe(76);
  });
});

describe('an endpoint', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  it.each([
    [null, false],
    ['2026-11-25T12:00:01Z', false],
    ['2026-11-25T12:00:00Z', true],
  ])('that fails since %s is paused: %s', (since, is) => {
    expect(hasFailedTooLong(since === null ? null : new Date(since), now)).toBe(is);
  });
});
