import { decryptPush } from '../../support/decrypt-push.js';

/** The example of RFC 8291, section 5. */
const EXAMPLE = {
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl' +
    '95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const keys = { privateKey: bytes(EXAMPLE.privateKey), auth: bytes(EXAMPLE.auth) };

describe('the stand-in for browsers', () => {
  it('decrypts the example of RFC 8291', () => {
    expect(decryptPush(bytes(EXAMPLE.body), keys)).toBe('When I grow up, I want to be a watermelon');
  });

  it('rejects a message for another browser, and a changed one', () => {
    expect(() => decryptPush(bytes(EXAMPLE.body), { ...keys, auth: Buffer.alloc(16) })).toThrow();
    const changed = bytes(EXAMPLE.body);
    changed[100]! ^= 1;
    expect(() => decryptPush(changed, keys)).toThrow();
  });
});
