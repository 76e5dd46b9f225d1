import { credentialsOf, paymentsStatus, readStripeSettings, type StripeAccess } from './stripe-settings.js';

const settings = (platformKey: string | null, url = 'https://api.stripe.com') => ({
  platformKey,
  url: new URL(url),
});
const CONNECTED: StripeAccess = { kind: 'connected', accountId: 'acct_1' };
const ownKey = (key: string): StripeAccess => ({ kind: 'own_key', key });

function read(env: Readonly<Record<string, string>>) {
  const faults: string[] = [];
  const read = readStripeSettings({ text: (name) => env[name], fault: (text) => faults.push(text) });
  return { ...read, url: read.url.href, faults };
}

describe('payments by card and debit', () => {
  it.each([
    ['a connected account', settings('sk_test_platform'), CONNECTED, 'test', 'acct_1'],
    ['a key of the maker', settings(null), ownKey('rk_live_maker1'), 'live', null],
    ['the fake', settings(null, 'http://127.0.0.1:12111'), ownKey('sk_test_maker1'), 'test', null],
  ])('are on with %s', (_, installation, access, mode, accountId) => {
    expect(paymentsStatus(installation, access)).toEqual({ areOn: true, mode });
    expect(credentialsOf(installation, access)).toMatchObject({ mode, accountId });
  });

  it.each([
    ['without an account', settings('sk_test_platform'), null, 'no_key'],
    ['without a key of the platform', settings(null), CONNECTED, 'no_key'],
    ['with a publishable key', settings(null), ownKey('pk_test_maker1'), 'key_invalid'],
    [
      'with an account that is none',
      settings('sk_test_platform'),
      { ...CONNECTED, accountId: '../v1' },
      'account_invalid',
    ],
    ['without TLS', settings('sk_test_platform', 'http://10.0.0.1'), CONNECTED, 'http_beyond_loopback'],
    [
      'with a live key at a fake',
      settings('sk_live_platform', 'http://127.0.0.1:1'),
      CONNECTED,
      'live_key_at_other_host',
    ],
  ])('are off %s', (_, installation, access, reason) => {
    expect(paymentsStatus(installation, access)).toEqual({ areOn: false, reason });
  });

  it('need no settings', () => {
    expect(read({})).toEqual({
      platformKey: null,
      webhookSecrets: [],
      url: 'https://api.stripe.com/',
      faults: [],
    });
  });

  it('accept the old webhook secret beside the new one', () => {
    const { webhookSecrets, faults } = read({ STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old' });
    expect([webhookSecrets, faults]).toEqual([['whsec_new', 'whsec_old'], []]);
  });

  it.each([
    [{ STRIPE_WEBHOOK_SECRET: 'abcdef' }, /STRIPE_WEBHOOK_SECRET must be/],
    [{ STRIPE_WEBHOOK_SECRET: 'whsec_1,whsec_2,whsec_3' }, /STRIPE_WEBHOOK_SECRET must be/],
    [{ STRIPE_API_URL: 'nowhere' }, /STRIPE_API_URL must be an address/],
    [{ STRIPE_SECRET_KEY: 'pk_live_abcdef' }, /STRIPE_SECRET_KEY must start with/],
    [{ STRIPE_SECRET_KEY: 'sk_live_abcdef', STRIPE_API_URL: 'http://127.0.0.1:1' }, /live key/],
    [{ STRIPE_SECRET_KEY: 'sk_test_abcdef', STRIPE_API_URL: 'http://10.0.0.1' }, /loopback/],
    [{ STRIPE_SECRET_KEY: 'sk_test_abcdef', STRIPE_API_URL: 'ftp://10.0.0.1' }, /https:/],
    [
      { STRIPE_SECRET_KEY: 'sk_test_abcdef', STRIPE_API_URL: 'https://10.0.0.1/v1' },
      /a protocol, a host and a port/,
    ],
  ])('with %j stop the start', (env, fault) => {
    const { faults } = read(env);
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults.join()).not.toContain('abcdef');
  });
});
