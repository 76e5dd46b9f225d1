import {
  isOutdatedStripeRefund,
  nextRefundCheckAt,
  nextStepOfAbsentRefund,
  STRIPE_REFUND_STATES,
  type StripeRefundState,
} from './stripe-refund.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 2, 9, minutes));

describe('a reading of a refund through Stripe', () => {
  it.each<[StripeRefundState, StripeRefundState, boolean]>([
    ['requested', 'unknown', false],
    ['unknown', 'pending', false],
    ['pending', 'pending', false],
    ['pending', 'requires_action', false],
    ['requires_action', 'pending', false],
    ['pending', 'succeeded', false],
    ['succeeded', 'failed', false],
    ['pending', 'canceled', false],
    ['succeeded', 'pending', true],
    ['pending', 'unknown', true],
    ['failed', 'succeeded', true],
    ['failed', 'failed', true],
    ['canceled', 'failed', true],
  ])('of %s is followed by %s: outdated is %s', (stored, read, expected) => {
    expect(isOutdatedStripeRefund(stored, read)).toBe(expected);
  });
});

describe('the next check of a refund through Stripe', () => {
  it.each<[StripeRefundState, Date | null]>([
    ['requested', at(0)],
    ['unknown', at(1)],
    ['pending', at(360)],
    ['requires_action', at(360)],
    ['succeeded', null],
    ['failed', null],
    ['canceled', null],
  ])('after %s is at %s', (state, expected) => {
    expect(nextRefundCheckAt(state, at(0))).toEqual(expected);
  });

  it('is known for each state', () => {
    for (const state of STRIPE_REFUND_STATES) expect(nextRefundCheckAt(state, at(0))).not.toBeUndefined();
  });
});

describe('a refund that Stripe does not list', () => {
  it.each<[first: number, last: number, now: number, ReturnType<typeof nextStepOfAbsentRefund>]>([
    [0, 0, 1, 'repeat'],
    [0, 4, 4, 'repeat'],
    [0, 4, 5, 'wait'],
    [0, 4, 18, 'wait'],
    [0, 4, 19, 'new_key'],
    [0, 0, 15, 'new_key'],
  ])(
    'with requests from minute %s to minute %s is in minute %s followed by %s',
    (first, last, now, expected) => {
      expect(nextStepOfAbsentRefund({ firstSentAt: at(first), lastSentAt: at(last) }, at(now))).toBe(
        expected,
      );
    },
  );
});
