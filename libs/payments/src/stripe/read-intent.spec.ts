import type Stripe from 'stripe';
import { readIntent } from './read-intent.js';

const INTENT = {
  id: 'pi_1',
  amount: 1234,
  currency: 'eur',
  metadata: { dutycycle_attempt: 'a-1' },
  latest_charge: 'ch_1',
  payment_method: 'pm_1',
  last_payment_error: null,
};
const read = (fields: object) => readIntent({ ...INTENT, ...fields } as unknown as Stripe.PaymentIntent);

describe('an intent of Stripe', () => {
  it('has the booked amount, and the attempt that created it', () => {
    expect(read({ status: 'succeeded' })).toEqual({
      state: 'succeeded',
      intent: {
        id: 'pi_1',
        attemptId: 'a-1',
        amount: { minor: 1234n, currency: 'EUR' },
        chargeId: 'ch_1',
        methodId: 'pm_1',
      },
    });
  });

  it.each([
    ['processing', null, 'processing'],
    ['requires_action', null, 'requires_authentication'],
    ['canceled', null, 'canceled'],
    ['requires_payment_method', { code: 'card_declined', decline_code: 'lost_card' }, 'declined'],
    ['requires_payment_method', { code: 'authentication_required' }, 'requires_authentication'],
    ['requires_payment_method', { code: 'account_closed' }, 'declined'],
    ['requires_confirmation', { code: 'card_declined' }, 'declined'],
    ['requires_payment_method', null, 'unknown'],
    ['requires_confirmation', null, 'unknown'],
    ['requires_capture', null, 'unknown'],
    ['a_state_of_tomorrow', null, 'unknown'],
  ])('in the state %s with the error %j is %s', (status, last_payment_error, state) => {
    expect(read({ status, last_payment_error }).state).toBe(state);
  });

  it('that another program created has no attempt', () => {
    expect(read({ status: 'succeeded', metadata: {} })).toMatchObject({ intent: { attemptId: null } });
  });

  it('names the method of the declined try, and the advice of the network', () => {
    const error = {
      code: 'card_declined',
      decline_code: 'do_not_honor',
      advice_code: 'do_not_try_again',
      payment_method: { id: 'pm_2' },
    };
    expect(
      read({ status: 'requires_payment_method', payment_method: null, last_payment_error: error }),
    ).toMatchObject({
      intent: { methodId: 'pm_2' },
      decline: { kind: 'hard', code: 'do_not_honor', mayRetry: false },
    });
  });
});
