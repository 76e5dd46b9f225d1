import fc from 'fast-check';
import { formatPaymentLink, parsePaymentLink } from './payment-link.js';

const KEY = 'key of the installation';
const LINK = {
  makerId: '01a233de-54fb-7493-aa30-d50d526352cc',
  documentId: '75859a38-fa1e-4a6c-b065-67834558983c',
};

describe('a payment link', () => {
  it('names one document of one maker', () => {
    const uuid = fc.uuid();
    fc.assert(
      fc.property(uuid, uuid, (makerId, documentId) => {
        const token = formatPaymentLink({ makerId, documentId }, KEY);
        expect(token).toMatch(/^[\w-]{64}$/);
        expect(parsePaymentLink(token, KEY)).toEqual({ makerId, documentId });
      }),
    );
  });

  it('is refused after any change, and with another key', () => {
    const token = formatPaymentLink(LINK, KEY);
    expect(parsePaymentLink(token, 'another key')).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '7', '_'), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(parsePaymentLink(changed, KEY)).toEqual(changed === token ? LINK : undefined);
      }),
    );
  });

  it.each(['', 'guess', 'A'.repeat(64), `${formatPaymentLink(LINK, KEY)}A`, '💳'.repeat(32)])(
    'is refused as %j',
    (token) => {
      expect(parsePaymentLink(token, KEY)).toBeUndefined();
    },
  );
});
