import fc from 'fast-check';
import { formatKnownBrowser, parseKnownBrowser, withSignature } from './known-browser.js';

const part = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 22, maxLength: 22 });

describe('known browser', () => {
  it('parses what it has formatted', () => {
    fc.assert(
      fc.property(part, fc.array(part, { minLength: 1, maxLength: 5 }), (id, signatures) => {
        expect(parseKnownBrowser(formatKnownBrowser({ id, signatures }))).toEqual({
          id,
          signatures,
        });
      }),
    );
  });

  it.each([null, '', 'x', 'a'.repeat(22), `${'a'.repeat(22)}.`, `${'a'.repeat(22)}.${'b'.repeat(23)}`])(
    'rejects %s',
    (text) => {
      expect(parseKnownBrowser(text)).toBeUndefined();
    },
  );

  it('keeps one signature for each of the last five accounts', () => {
    fc.assert(
      fc.property(part, fc.array(part, { minLength: 1, maxLength: 20 }), (id, signIns) => {
        const browser = signIns.reduce(withSignature, { id, signatures: [] as readonly string[] });
        expect(browser.signatures[0]).toBe(signIns.at(-1));
        expect(new Set(browser.signatures).size).toBe(browser.signatures.length);
        expect(browser.signatures.length).toBe(Math.min(5, new Set(signIns).size));
      }),
    );
  });
});
