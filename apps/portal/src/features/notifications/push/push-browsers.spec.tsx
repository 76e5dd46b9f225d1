/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import type { PushSubscription } from '../../../api/types.js';
import type { PushAbility, PushBrowser } from './push-browser.js';
import { PushBrowsers } from './push-browsers.js';

const row = (change: Partial<PushSubscription> = {}): PushSubscription => ({
  id: 'p-1',
  name: 'Firefox, Android',
  endpointHash: 'other',
  service: 'push.example',
  createdAt: '2026-11-25T07:00:00Z',
  lastSuccessAt: null,
  ...change,
});
const KEYS = { p256dh: 'point', auth: 'secret' };

interface Asked {
  subscribed: string[];
  unsubscribed: number;
}

/** The browser of the test. It is subscribed if it has a hash. */
function makeBrowser(ability: PushAbility, hash?: string, isAllowed = true) {
  const asked: Asked = { subscribed: [], unsubscribed: 0 };
  let own = hash;
  const made: PushBrowser = {
    ability: () => ability,
    findHash: () => Promise.resolve(own),
    subscribe: (publicKey, userId) => {
      asked.subscribed.push(`${publicKey} ${userId}`);
      if (!isAllowed) return Promise.resolve(undefined);
      own = 'own';
      return Promise.resolve({ endpoint: 'https://push.example/1', keys: KEYS });
    },
    unsubscribe: () => {
      asked.unsubscribed += 1;
      return Promise.resolve();
    },
  };
  return { asked, made };
}

async function show(made: PushBrowser, ...rows: readonly PushSubscription[]) {
  const api = fakeApi({
    'GET /push-subscriptions': page(...rows),
    'GET /push-subscriptions/public-key': json({ publicKey: 'key' }),
    'POST /push-subscriptions': json(row({ id: 'p-2', endpointHash: 'own' })),
    'DELETE /push-subscriptions/*': json(undefined),
    'POST /push-subscriptions/*/test': json({ deliveryId: 'd-1' }),
  });
  await renderPage(<PushBrowsers browser={made} />);
  return api;
}
const add = () => browser.getByRole('button', { name: text('notifications.push.add') });

describe('push messages in the settings', () => {
  it.each(['unsupported', 'blocked'] as const)(
    'explain that they are %s, without a button',
    async (ability) => {
      await show(makeBrowser(ability).made, row());
      await expect.element(browser.getByText(text(`notifications.push.${ability}`))).toBeVisible();
      await expect.element(browser.getByText('Firefox, Android')).toBeVisible();
      expect(add().elements()).toHaveLength(0);
    },
  );

  it('are switched on for this browser', async () => {
    const { asked, made } = makeBrowser('possible');
    const api = await show(made);
    api.answer('POST /push-subscriptions', () => {
      api.answer(
        'GET /push-subscriptions',
        page(row({ id: 'p-2', name: 'Chrome, Linux', endpointHash: 'own' })),
      );
      return json({});
    });
    await add().click();
    await expect.element(browser.getByText(text('notifications.push.on'))).toBeVisible();
    expect(asked.subscribed).toEqual(['key person']);
    expect(api.changes()).toMatchObject([
      { path: '/push-subscriptions', body: { endpoint: 'https://push.example/1', keys: KEYS } },
    ]);
    await expect
      .element(browser.getByText(text('notifications.push.thisBrowser', { name: 'Chrome, Linux' })))
      .toBeVisible();
  });

  it('stay off if the user does not give permission', async () => {
    const { asked, made } = makeBrowser('possible', undefined, false);
    const api = await show(made);
    await add().click();
    await eventually(() => expect(asked.subscribed).toHaveLength(1));
    await expect.element(add()).toBeEnabled();
    expect(api.changes()).toEqual([]);
  });

  it('are off for a browser with a subscription that has ended at the server', async () => {
    await show(makeBrowser('possible', 'own').made, row());
    await expect.element(browser.getByText(text('notifications.push.off'))).toBeVisible();
  });

  it('are switched off for this browser, here and at the server', async () => {
    const { asked, made } = makeBrowser('possible', 'own');
    const api = await show(made, row(), row({ id: 'p-2', name: 'Chrome, Linux', endpointHash: 'own' }));
    await browser
      .getByRole('button', { name: text('notifications.push.removeOf', { name: 'Chrome, Linux' }) })
      .click();
    await eventually(() => expect(asked.unsubscribed).toBe(1));
    expect(api.changes()).toMatchObject([{ method: 'DELETE', path: '/push-subscriptions/p-2' }]);
  });

  it('are removed from another browser without changing this one', async () => {
    const { asked, made } = makeBrowser('possible', 'own');
    const api = await show(made, row(), row({ id: 'p-2', name: 'Chrome, Linux', endpointHash: 'own' }));
    await browser
      .getByRole('button', { name: text('notifications.push.removeOf', { name: 'Firefox, Android' }) })
      .click();
    await eventually(() => expect(api.changes()).toMatchObject([{ path: '/push-subscriptions/p-1' }]));
    expect(asked.unsubscribed).toBe(0);
  });

  it('can be tested', async () => {
    const api = await show(makeBrowser('possible').made, row({ lastSuccessAt: '2026-11-25T07:05:00Z' }));
    await browser
      .getByRole('button', { name: text('notifications.push.testOf', { name: 'Firefox, Android' }) })
      .click();
    await eventually(() => expect(api.changes()).toMatchObject([{ path: '/push-subscriptions/p-1/test' }]));
  });
});
