import { findEndpointFault, kindOfKey, maskKey, withoutSecrets } from './api-keys.js';

describe('an API key', () => {
  it.each([
    ['sk_test_51abcXYZ', { kind: 'secret', mode: 'test' }],
    ['sk_live_51abcXYZ', { kind: 'secret', mode: 'live' }],
    ['rk_live_51abcXYZ', { kind: 'restricted', mode: 'live' }],
    ['pk_test_51abcXYZ', null],
    ['sk_test_', null],
    ['sk_test_51abc XYZ', null],
    ['', null],
  ])('%s is %j', (key, kind) => {
    expect(kindOfKey(key)).toEqual(kind);
  });

  it.each([
    ['sk_live_51abcdefWXYZ', 'sk_live_…WXYZ'],
    ['something else', '…'],
  ])('%s is shown as %s', (key, shown) => {
    expect(maskKey(key)).toBe(shown);
  });

  it('is removed from texts, like all other secrets', () => {
    expect(
      withoutSecrets(
        'Key sk_live_51abc and rk_test_9, whsec_abc+1 for pi_3X_secret_yZ9 of pi_3X (seti_1_secret_q)',
      ),
    ).toBe('Key sk_live_… and rk_test_…, whsec_…+1 for pi_3X_secret_… of pi_3X (seti_1_secret_…)');
  });

  it.each([
    ['https://api.stripe.com', 'live', null],
    ['https://api.stripe.com', 'test', null],
    ['http://127.0.0.1:12111', 'test', null],
    ['http://localhost:12111', 'test', null],
    ['http://[::1]:12111', 'test', null],
    ['https://stripe.test.example', 'test', null],
    ['http://127.0.0.1:12111', 'live', 'live_key_at_other_host'],
    ['https://api.stripe.com.example', 'live', 'live_key_at_other_host'],
    ['https://api.stripe.com:8443', 'live', 'live_key_at_other_host'],
    ['http://api.stripe.com', 'test', 'http_beyond_loopback'],
    ['http://api.stripe.com', 'live', 'http_beyond_loopback'],
    ['http://10.0.0.1', 'test', 'http_beyond_loopback'],
    ['http://127.0.0.1.example', 'test', 'http_beyond_loopback'],
    ['http://localhost.example', 'test', 'http_beyond_loopback'],
    ['ftp://127.0.0.1', 'test', 'protocol_not_supported'],
    ['https://api.stripe.com/v1', 'test', 'not_an_origin'],
    ['https://user:secret@api.stripe.com', 'live', 'not_an_origin'],
    ['https://api.stripe.com/?key=1', 'test', 'not_an_origin'],
  ] as const)('may be sent to %s in %s mode: %s', (url, mode, fault) => {
    expect(findEndpointFault(new URL(url), mode)).toBe(fault);
  });
});
