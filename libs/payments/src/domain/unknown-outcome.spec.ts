import { ABSENT_AFTER_MS, judgeLookUp, KEY_LIFE_MS, nextStepAfterUnknown } from './unknown-outcome.js';
import type { KnownOutcome, UnknownCause } from './outcome.js';

const SENT = new Date('2026-12-01T10:00:00Z');
const after = (ms: number) => new Date(SENT.getTime() + ms);
const attempt = (cause: UnknownCause, isReplayed = false) => ({
  outcome: { state: 'unknown' as const, cause, isReplayed },
  firstSentAt: SENT,
  lastSentAt: SENT,
});
const FOUND: KnownOutcome = {
  state: 'succeeded',
  intent: {
    id: 'pi_1',
    attemptId: 'a',
    amount: { minor: 1n, currency: 'EUR' },
    chargeId: 'ch_1',
    methodId: 'pm_1',
  },
};

describe('an unknown outcome', () => {
  it.each([
    ['timeout', false, 0, 'repeat'],
    ['connection_lost', false, KEY_LIFE_MS - 1, 'repeat'],
    ['connection_lost', false, KEY_LIFE_MS, 'look_up'],
    ['key_in_use', false, 0, 'repeat'],
    ['server_error', false, 0, 'repeat'],
    ['server_error', true, 0, 'look_up'],
    ['key_reused', false, 0, 'look_up'],
    ['in_progress', false, 0, 'look_up'],
    ['unexpected_state', false, 0, 'look_up'],
  ] as const)('%s (replayed: %s) after %d ms: %s', (cause, isReplayed, ms, step) => {
    expect(nextStepAfterUnknown(attempt(cause, isReplayed), after(ms))).toBe(step);
  });

  it('is known once the intent is in the list', () => {
    expect(judgeLookUp(FOUND, attempt('timeout'), SENT)).toEqual({ verdict: 'found', outcome: FOUND });
  });

  it.each([
    [0, 'look_up_again'],
    [ABSENT_AFTER_MS - 1, 'look_up_again'],
    [ABSENT_AFTER_MS, 'never_created'],
  ])('without an intent %d ms after the last request: %s', (ms, verdict) => {
    expect(judgeLookUp(null, attempt('timeout'), after(ms))).toEqual({ verdict });
  });

  it('stays unknown while the provider works on the request', () => {
    const { outcome } = attempt('in_progress');
    expect(judgeLookUp(outcome, attempt('timeout'), after(ABSENT_AFTER_MS))).toEqual({
      verdict: 'look_up_again',
    });
  });
});
