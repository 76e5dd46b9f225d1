import { findOriginFault, parseEvent, subjectOf } from './webhook-event.js';

const EVENT = {
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  created: 1_764_583_200,
  livemode: false,
  account: 'acct_1',
  data: { object: { id: 'pi_1', object: 'payment_intent', status: 'succeeded' } },
};

describe('an event', () => {
  it('names the object to read again', () => {
    expect(parseEvent(EVENT)).toEqual({
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      mode: 'test',
      accountId: 'acct_1',
      createdAt: new Date(1_764_583_200_000),
      subject: { kind: 'intent', id: 'pi_1' },
    });
  });

  it.each([
    ['payment_intent.payment_failed', 'intent'],
    ['payment_intent.canceled', 'intent'],
    ['checkout.session.async_payment_failed', 'hosted_page'],
    ['setup_intent.succeeded', 'method_setup'],
    ['payment_method.detached', 'method'],
    ['refund.failed', 'refund'],
    ['charge.dispute.created', 'dispute'],
    ['charge.dispute.funds_reinstated', 'dispute'],
    ['payout.paid', 'payout'],
    ['charge.succeeded', 'ignored'],
    ['charge.failed', 'ignored'],
    ['charge.refunded', 'ignored'],
    ['charge.refund.updated', 'ignored'],
    ['invoice.paid', 'ignored'],
    ['customer.updated', 'ignored'],
  ])('%s is about: %s', (type, kind) => {
    expect(subjectOf(type, 'x_1').kind).toBe(kind);
  });

  it.each([
    ['no object', null],
    ['a list', []],
    ['another object', { ...EVENT, object: 'charge' }],
    ['no id', { ...EVENT, id: undefined }],
    ['a type that is no text', { ...EVENT, type: 7 }],
    ['no mode', { ...EVENT, livemode: 'false' }],
    ['a fraction of a second', { ...EVENT, created: 1.5 }],
    ['an account that is no text', { ...EVENT, account: {} }],
  ])('is not: %s', (_, json) => {
    expect(parseEvent(json)).toBeNull();
  });

  it.each([undefined, null, {}, { object: null }, { object: { id: 7 } }])(
    'with the data %j is ignored',
    (data) => {
      expect(parseEvent({ ...EVENT, data })?.subject).toEqual({ kind: 'ignored' });
    },
  );

  it.each([
    ['of a connected account', 'acct_1', false, new Set(['acct_1']), null],
    ['of another account', 'acct_2', false, new Set(['acct_1']), 'wrong_account'],
    ['of the platform at the address of accounts', undefined, false, new Set(['acct_1']), 'wrong_account'],
    ['of an own key', undefined, false, null, null],
    ['of an account at the address of an own key', 'acct_1', false, null, 'wrong_account'],
    ['in live mode at test keys', 'acct_1', true, new Set(['acct_1']), 'wrong_mode'],
  ])('%s: %s', (_, account, livemode, accountIds, fault) => {
    const event = parseEvent({ ...EVENT, account, livemode });
    expect(event && findOriginFault(event, { mode: 'test', accountIds })).toBe(fault);
  });
});
