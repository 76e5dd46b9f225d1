/// <reference lib="dom" />
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express from 'express';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { securityHeaders } from '../../apps/api/src/security/security-headers.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';

interface Shown {
  readonly title: string;
  readonly tag: string;
  readonly path: string;
}

/** Loads the portal's service worker under the portal's policy, and sends it messages with the DevTools protocol. */
describe('the service worker for push messages', () => {
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let devTools: CDPSession;
  let origin: string;
  let registrationId: string;

  beforeAll(async () => {
    const app = express().use(securityHeaders()).use(express.static('apps/portal/public'));
    app.use((_request, response) => void response.type('html').send('<title>page</title>'));
    server = await new Promise<Server>((listening) => {
      const started = app.listen(0, '127.0.0.1', () => listening(started));
    });
    // Service workers require HTTPS or this name.
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    context = await browser.newContext({ baseURL: origin });
    await context.grantPermissions(['notifications']);
    page = await context.newPage();
    await page.goto('/today');
    devTools = await context.newCDPSession(page);
    const registered = new Promise<string>((found) =>
      devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations;
        if (first !== undefined) found(first.registrationId);
      }),
    );
    await devTools.send('ServiceWorker.enable');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/push-worker.js');
      const { active } = await navigator.serviceWorker.ready;
      // A worker is ready before it is activated. Messages can be delivered afterwards.
      while (active!.state !== 'activated')
        await new Promise((changed) => active!.addEventListener('statechange', changed, { once: true }));
    });
    registrationId = await registered;
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const deliver = (data: string) =>
    devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  const listShown = (): Promise<Shown[]> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, tag, data }) => ({
        title,
        tag,
        path: (data as { path: string }).path,
      }));
    });
  const message = (title: string, tag = 'a-1') => JSON.stringify({ title, path: '/fleet/m-1', tag });

  it('shows a message, and replaces it with a later one with the same tag', async () => {
    await deliver(message('Critical alarm on S-1'));
    const shown = { title: 'Critical alarm on S-1', tag: 'a-1', path: '/fleet/m-1' };
    expect(await eventually(listShown, (all) => all.length > 0)).toEqual([shown]);
    await deliver(message('Not acknowledged: Critical alarm on S-1'));
    const replaced = await eventually(listShown, ([first]) => first?.title.startsWith('Not') ?? false);
    expect(replaced).toEqual([{ ...shown, title: 'Not acknowledged: Critical alarm on S-1' }]);
    await deliver(message('New ticket T-1', 't-1'));
    expect(await eventually(listShown, (all) => all.length === 2)).toHaveLength(2);
  });

  it('shows an unreadable message without details', async () => {
    await deliver('nothing');
    const all = await eventually(listShown, (shown) => shown.some(({ tag }) => tag === 'unreadable'));
    expect(all).toContainEqual({ title: 'Dutycycle', tag: 'unreadable', path: '/' });
  });

  it('closes a message that is opened', async () => {
    const [worker] = context.serviceWorkers();
    await worker!.evaluate(async () => {
      const scope = globalThis as unknown as ServiceWorkerScope;
      for (const notification of await scope.registration.getNotifications())
        scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
    });
    expect(await eventually(listShown, (all) => all.length === 0)).toEqual([]);
  });
});

/** The parts of the worker's global scope that the test uses. */
interface ServiceWorkerScope {
  readonly registration: ServiceWorkerRegistration;
  dispatchEvent(event: Event): boolean;
  readonly NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
}
