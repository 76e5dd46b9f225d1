import fc from 'fast-check';
import { NOTIFICATION_TYPES } from './catalogue.js';
import { formatUnsubscribeToken, parseUnsubscribeToken } from './unsubscribe-token.js';

const unsubscription = fc.record({
  makerId: fc.uuid(),
  membershipId: fc.uuid(),
  what: fc.constantFrom('digest' as const, ...NOTIFICATION_TYPES),
});

describe('the token of an unsubscribe link', () => {
  it('is read as it was written, with the same key only', () => {
    fc.assert(
      fc.property(unsubscription, (one) => {
        const token = formatUnsubscribeToken(one, 'key');
        expect(token).toMatch(/^[\w-]+\.[\w-]{22}$/);
        expect(parseUnsubscribeToken(token, 'key')).toEqual(one);
        expect(parseUnsubscribeToken(token, 'other')).toBeUndefined();
      }),
    );
  });

  it('cannot be changed', () => {
    fc.assert(
      fc.property(unsubscription, unsubscription, (one, other) => {
        const [content] = formatUnsubscribeToken(other, 'key').split('.');
        const [own, signature] = formatUnsubscribeToken(one, 'key').split('.');
        if (own === content) return;
        expect(parseUnsubscribeToken(`${content}.${signature}`, 'key')).toBeUndefined();
      }),
    );
  });

  it.each(['', '.', 'a', 'a.b', 'a.b.c'])('rejects %j', (token) => {
    expect(parseUnsubscribeToken(token, 'key')).toBeUndefined();
  });
});
