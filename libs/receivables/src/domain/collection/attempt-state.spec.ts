import type { OutcomeState } from '#payments/domain';
import {
  ATTEMPT_KINDS,
  ATTEMPT_STATES,
  type AttemptState,
  firstCheckAt,
  isAttemptUndecided,
  nextCheckAt,
  type ReadAttempt,
  readingOf,
} from './attempt-state.js';

const NOW = new Date('2026-12-01T08:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

describe('an attempt', () => {
  it('is checked again as long as it is undecided', () => {
    for (const kind of ATTEMPT_KINDS)
      for (const state of ATTEMPT_STATES)
        if (isAttemptUndecided(state)) expect(nextCheckAt({ kind, state }, null, NOW)).not.toBeNull();
  });

  it.each<[AttemptState, OutcomeState | null, Date | null]>([
    ['unknown', null, minutes(1)],
    ['processing', 'processing', minutes(360)],
    ['declined', 'declined', minutes(1)],
    ['declined', 'canceled', null],
    ['requires_authentication', 'requires_authentication', minutes(1)],
    ['requires_authentication', 'canceled', null],
    ['succeeded', 'succeeded', null],
    ['canceled', 'canceled', null],
    ['failed', null, null],
  ])('that is %s, with an intent that is %s, is checked at %s', (state, seen, expected) => {
    expect(nextCheckAt({ kind: 'saved_method', state }, seen, NOW)).toEqual(expected);
  });

  it('by a page ends with the page, without a check of its intent', () => {
    expect(nextCheckAt({ kind: 'page', state: 'open' }, null, NOW)).toEqual(minutes(1));
    expect(nextCheckAt({ kind: 'page', state: 'declined' }, 'declined', NOW)).toBeNull();
  });

  it('is left to the process that sends it for two minutes', () => {
    expect(firstCheckAt(NOW)).toEqual(minutes(2));
  });
});

describe('the reading of a stored attempt', () => {
  const ATTEMPT: ReadAttempt = {
    id: 'at-1',
    state: 'processing',
    intentId: 'pi_1',
    chargeId: 'py_1',
    methodId: 'pm_1',
    currency: 'EUR',
    amountMinor: '1234',
    decline: null,
    askedAt: NOW,
    answeredAt: minutes(1),
  };
  const DECLINE = {
    kind: 'soft',
    code: 'insufficient_funds',
    remedy: 'retry_later',
    mayRetry: true,
    publicCode: 'insufficient_funds',
  } as const;

  it.each(['succeeded', 'processing', 'requires_authentication', 'canceled'] as const)(
    'is that of %s',
    (state) => {
      expect(readingOf({ ...ATTEMPT, state })).toEqual({
        outcome: {
          state,
          intent: {
            id: 'pi_1',
            attemptId: 'at-1',
            amount: { minor: 1234n, currency: 'EUR' },
            chargeId: 'py_1',
            methodId: 'pm_1',
          },
        },
        askedAt: NOW,
        answeredAt: minutes(1),
      });
    },
  );

  it('contains the decline', () => {
    expect(readingOf({ ...ATTEMPT, state: 'declined', decline: DECLINE })).toMatchObject({
      outcome: { state: 'declined', decline: DECLINE },
    });
  });

  it.each<Partial<ReadAttempt>>([
    { state: 'unknown' },
    { state: 'open' },
    { state: 'failed' },
    { state: 'declined', decline: null },
    { intentId: null },
    { askedAt: null },
    { answeredAt: null },
  ])('does not exist for %j', (changes) => {
    expect(readingOf({ ...ATTEMPT, ...changes })).toBeNull();
  });
});
