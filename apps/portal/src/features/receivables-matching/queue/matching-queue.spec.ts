import { buildPayment } from '../../../../test/payment.js';
import { followerOf, neighbourOf, queueOf } from './matching-queue.js';

const of = (id: string, unapplied = '10.00') =>
  buildPayment({ id, unapplied: { amount: unapplied, currency: 'PLN' } });
const ids = (payments: readonly { readonly id: string }[]) => payments.map(({ id }) => id);

describe('the queue of payments', () => {
  const listed = [of('a'), of('b'), of('c')];

  it('omits payments that were used or skipped in this visit, and keeps the rest of others', () => {
    const changed = new Map([
      ['a', of('a', '0.00')],
      ['b', of('b', '4.00')],
    ]);
    const queue = queueOf(listed, changed, new Set(['c']));
    expect(queue).toEqual([of('b', '4.00')]);
  });

  it('contains a payment that the list no longer has, after an undo', () => {
    expect(ids(queueOf([of('a')], new Map([['z', of('z')]]), new Set()))).toEqual(['a', 'z']);
  });

  it.each([
    ['a', 'b'],
    ['c', 'b'],
    ['x', 'a'],
  ])('goes from %s on to %s', (current, follower) => {
    expect(followerOf(listed, current)).toBe(follower);
  });

  it('ends with its only payment', () => {
    expect(followerOf([of('a')], 'a')).toBeUndefined();
  });

  it('stays at its ends', () => {
    expect([neighbourOf(listed, 'a', -1), neighbourOf(listed, 'b', 1), neighbourOf(listed, 'c', 1)]).toEqual([
      'a',
      'c',
      'c',
    ]);
  });
});
