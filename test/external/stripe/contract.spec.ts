import { FAKE_KEYS } from '../../support/stripe-fake/server.js';
import { StripeFake } from '../../support/stripe-fake-process.js';
import { describeContract } from './contract.js';

describeContract('the fake of Stripe', async () => {
  const fake = await StripeFake.start();
  return {
    of: { url: fake.url, platformKey: null, access: { kind: 'own_key', key: FAKE_KEYS.own } },
    pageOrigin: /^http:\/\/127\.0\.0\.1:/,
    pauseMs: 0,
    settle: async () => void (await fake.order('settle', {})),
    close: () => fake.stop(),
  };
});

/** Key of a sandbox. A live key would move money. */
const KEY = process.env['STRIPE_SECRET_KEY'];
if (KEY === undefined) {
  console.log('not run: payments through a sandbox of Stripe. Set STRIPE_SECRET_KEY=sk_test_... to run it.');
} else if (/^(sk|rk)_test_/.test(KEY)) {
  describeContract('a sandbox of Stripe', () =>
    Promise.resolve({
      of: {
        url: new URL('https://api.stripe.com'),
        platformKey: null,
        access: { kind: 'own_key', key: KEY },
      },
      pageOrigin: /^https:\/\/checkout\.stripe\.com\//,
      pauseMs: 500,
      settle: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }),
  );
} else {
  throw new Error(
    'STRIPE_SECRET_KEY must start with sk_test_ or rk_test_: these tests never use a live key.',
  );
}
