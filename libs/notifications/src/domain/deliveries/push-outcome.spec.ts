import fc from 'fast-check';
import { DELIVERY_ATTEMPTS } from '#platform/domain';
import { pushOutcome, type PushResult } from './push-outcome.js';

const answered = (status: number, retryAfterSeconds: number | null = null): PushResult => ({
  status,
  error: status < 300 ? null : `status_${status}`,
  retryAfterSeconds,
  isConnected: true,
});
const unanswered = (error: string, isConnected: boolean): PushResult => ({
  status: null,
  error,
  retryAfterSeconds: null,
  isConnected,
});

describe('after an attempt to send a push message', () => {
  it.each<[string, PushResult, object]>([
    ['it is sent once accepted', answered(201), { state: 'sent' }],
    [
      'an ended subscription is gone',
      answered(410),
      { state: 'failed', error: 'subscription_ended', isGone: true },
    ],
    [
      'an unknown subscription is gone',
      answered(404),
      { state: 'failed', error: 'subscription_ended', isGone: true },
    ],
    ['a rejected key is a failure', answered(403), { state: 'failed', error: 'status_403', isGone: false }],
    ['a message that is too long is a failure', answered(413), { state: 'failed', isGone: false }],
    ['a busy service is tried again', answered(429), { state: 'waiting', pauseMs: 30_000, isGone: false }],
    ['a busy service chooses the pause', answered(429, 600), { state: 'waiting', pauseMs: 600_000 }],
    ['a pause of years is not accepted', answered(503, 1e9), { state: 'waiting', pauseMs: 6 * 3_600_000 }],
    ['a broken service is tried again', answered(500), { state: 'waiting', isGone: false }],
    [
      'a redirect is a failure',
      { ...answered(302), error: 'redirect_refused' },
      { state: 'failed', error: 'redirect_refused' },
    ],
    ['a service that is down is tried again', unanswered('connection_failed', false), { state: 'waiting' }],
    ['an unknown name is tried again', unanswered('name_not_found', false), { state: 'waiting' }],
    ['a private address is a failure', unanswered('address_private', false), { state: 'failed' }],
    [
      'a lost connection has an unknown outcome',
      unanswered('connection_failed', true),
      { state: 'outcome_unknown' },
    ],
    ['a missing answer has an unknown outcome', unanswered('timeout', true), { state: 'outcome_unknown' }],
  ])('%s', (_, result, expected) => {
    expect(pushOutcome(result, 1)).toMatchObject(expected);
  });

  it('ends after the last attempt, and never repeats what may have been accepted', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 200, max: 599 }), { nil: null }),
        fc.boolean(),
        fc.integer({ min: 1, max: DELIVERY_ATTEMPTS }),
        (status, isConnected, attempts) => {
          const result = { status, error: 'error', retryAfterSeconds: null, isConnected };
          const { state } = pushOutcome(result, attempts);
          if (attempts === DELIVERY_ATTEMPTS) expect(state).not.toBe('waiting');
          const isRefused = status === null ? !isConnected : status === 429 || status >= 500;
          if (!isRefused) expect(state).not.toBe('waiting');
        },
      ),
    );
  });
});
