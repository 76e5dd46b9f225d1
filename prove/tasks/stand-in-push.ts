import type { Page } from 'playwright-core';
import type { SubscribedBrowser } from '../../test/support/push-service.js';

/**
 * Lets a browser subscribe at a stand-in push service. Chromium would subscribe at the push service of its vendor,
 * which tests don't use. Also grants the permission for notifications.
 */
export async function standInForPush(page: Page, browser: SubscribedBrowser): Promise<void> {
  await page.context().grantPermissions(['notifications']);
  await page.addInitScript(({ endpoint, keys }) => {
    let current: object | null = null;
    const subscribe = (options: { applicationServerKey?: unknown } = {}): Promise<object> => {
      current = {
        endpoint,
        options,
        toJSON: () => ({ endpoint, keys }),
        unsubscribe: () => {
          current = null;
          return Promise.resolve(true);
        },
      };
      return Promise.resolve(current);
    };
    Object.assign(PushManager.prototype, { subscribe, getSubscription: () => Promise.resolve(current) });
  }, browser);
}
