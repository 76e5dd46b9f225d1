import fc from 'fast-check';
import { formatApiKey, isApiKey, toBase62 } from './api-key-format.js';

describe('an API key', () => {
  it('has the same form for any secret of 256 bits, and different secrets give different keys', () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(secret, secret, (one, other) => {
        expect(isApiKey(formatApiKey('0123abcd', toBase62(one)))).toBe(true);
        expect(toBase62(one) === toBase62(other)).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });

  it('has the same length with the smallest and the largest secret', () => {
    expect(toBase62(new Uint8Array(32))).toBe('0'.repeat(43));
    expect(toBase62(new Uint8Array(32).fill(255))).toHaveLength(43);
    expect(toBase62(Uint8Array.of(62))).toBe('10');
  });

  it.each([
    '',
    'dck_',
    'dck_0123abcd_',
    `dck_0123abcd_${'x'.repeat(42)}`,
    `DCK_0123abcd_${'x'.repeat(43)}`,
    ` dck_0123abcd_${'x'.repeat(43)}`,
  ])('does not accept %j', (text) => {
    expect(isApiKey(text)).toBe(false);
  });
});
