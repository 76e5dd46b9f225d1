import type { World } from '../world.js';
import { showAuthentication, submitAuthentication } from './authentication-page.js';
import { showCheckout, submitCheckout } from './checkout-page.js';
import { page, type PageAnswer } from './html.js';

/** Answers a request of the payer's browser; null if the path is not that of a page. */
export function answerPage(world: World, method: string, url: URL, body: string): PageAnswer | null {
  const [, kind, accountId = '', id = ''] =
    /^\/(pay|authenticate)\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? [];
  if (kind === undefined) return null;
  const account = world.accounts.get(accountId);
  if (account === undefined) return { html: page('Page not found', '') };
  if (kind === 'pay')
    return method === 'POST'
      ? submitCheckout(world, account, id, new URLSearchParams(body))
      : showCheckout(world, account, id);
  return method === 'POST'
    ? submitAuthentication(world, account, id, url.searchParams, new URLSearchParams(body))
    : showAuthentication();
}
