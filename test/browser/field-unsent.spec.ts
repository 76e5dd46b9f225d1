/// <reference lib="dom" />
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import {
  fetchJson,
  HANGS_AFTER_MS,
  launchBrowser,
  openVisitor,
  PHONE,
  takePhoto,
  savePicture,
  signIn,
} from '../support/browser.js';
import { findChromium } from '../support/chromium.js';
import { type RunningProduct, startDemoWorld } from '../support/product.js';
import { assignTicket } from './office.js';

const SARI = 'sari@demo.dutycycle.example';
const NOTE = 'Valve sticks; gasket is cracked.';
const STRANGER = 'A note of somebody else';

interface Ticket {
  readonly state: string;
  readonly timeline: readonly { readonly kind: string; readonly note: string }[];
  readonly files: readonly unknown[];
}

/** A browser with a profile on disk and a process that can be killed. */
interface Phone {
  readonly page: Page;
  kill(): Promise<void>;
}

/** @param prepare prepares the page before it loads, because the portal sends unsent work as soon as it starts */
async function openPhone(
  profile: string,
  portalUrl: string,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Phone> {
  const child = spawn(
    findChromium(),
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--accept-lang=${process.env.PICTURES_LOCALE ?? 'en-GB'}`,
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser: Browser = await chromium.connectOverCDP(await addressOf(child));
  const page = await browser.contexts()[0]!.newPage();
  page.setDefaultTimeout(HANGS_AFTER_MS);
  await page.setViewportSize(PHONE);
  await prepare(page);
  await page.goto(`${portalUrl}/field`);
  return {
    page,
    kill: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // Kills all processes of the browser at the same time, as a phone does to free memory.
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`Chromium ended:\n${output}`)));
  });
}

describe('unsent work of a technician', () => {
  let product: RunningProduct;
  let desk: Browser;
  let office: Page;
  let phone: Phone | undefined;
  const profile = mkdtempSync(join(tmpdir(), 'dutycycle-phone-'));

  beforeAll(async () => {
    product = await startDemoWorld();
    desk = await launchBrowser();
    office = (await openVisitor(desk, product.portalUrl)).page;
    await signIn(office, 'lin@demo.dutycycle.example');
  }, 900_000);

  afterAll(async () => {
    await phone?.kill();
    await desk?.close();
    await product?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  async function openTicket(page: Page, id: string): Promise<void> {
    const password = page.locator('input[type=password]');
    const navigation = page.locator('nav a[href="/field/scan"]');
    // A killed browser may or may not have stored the cookie of the session.
    await password.or(navigation).first().waitFor();
    if (await password.isVisible()) {
      await page.locator('input[type=email]').fill(SARI);
      await password.fill('duty-demo');
      await page.locator('button[type=submit]').click();
    }
    await navigation.waitFor();
    await page.goto(`${product.portalUrl}/field/tickets/${id}`);
    await page.locator('main input[type=file]').waitFor({ state: 'attached' });
  }

  const unsent = (page: Page) => page.locator('header section ul > li');

  it('survives SIGKILL of the browser, continues after an offline acceptance, and is sent once and in order', async () => {
    const ticketId = await assignTicket(office, 'BH55-2409-105', 'Sari');
    phone = await openPhone(profile, product.portalUrl);
    let { page } = phone;
    await openTicket(page, ticketId);
    const photo = await takePhoto(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: /^(Accept|接受)/ }).click();
    await page.getByRole('button', { name: /^(Start work|开始)/ }).waitFor();
    await page.getByRole('button', { name: /^(Note|备注)/ }).click();
    await page.getByRole('dialog').locator('textarea').fill(NOTE);
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await page.locator('main input[type=file]').setInputFiles(photo);
    await unsent(page).nth(2).waitFor();
    await page.getByRole('button', { name: /^(Start work|开始)/ }).click();
    await page.getByRole('button', { name: /^(Close ticket|关闭|完成)/ }).waitFor();
    await unsent(page).nth(3).waitFor();
    await page.evaluate(
      (note) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('dutycycle-field');
          opening.onerror = () => reject(new Error('not opened'));
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('actions', 'readwrite');
            transaction.objectStore('actions').put({
              id: 'of-a-stranger',
              owner: 'a-stranger',
              code: 'note',
              about: note,
              path: '/tickets/none/notes',
              body: { note },
              stale: [],
              at: 1,
            });
            transaction.oncomplete = () => resolve();
          };
        }),
      STRANGER,
    );
    await phone.kill();

    const sent: string[] = [];
    let isReached = false;
    phone = await openPhone(profile, product.portalUrl, (opened) =>
      opened.route('**/api/v1/tickets/**', async (route) => {
        const request = route.request();
        if (request.method() !== 'POST') return route.continue();
        if (!isReached) return route.abort();
        sent.push(new URL(request.url()).pathname.split('/').at(-1)!);
        return route.continue();
      }),
    );
    ({ page } = phone);
    await openTicket(page, ticketId);
    await unsent(page).nth(3).waitFor();
    expect(await unsent(page).count()).toBe(4);
    expect(await page.locator('body').innerText()).not.toContain(STRANGER);
    expect((await fetchJson<Ticket>(office, `/tickets/${ticketId}`)).state).toBe('assigned');

    isReached = true;
    await unsent(page).first().waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.querySelectorAll('header section ul > li').length === 0);
    expect(sent).toEqual(['accept', 'notes', 'files', 'start']);
    const after = await fetchJson<Ticket>(office, `/tickets/${ticketId}`);
    expect(after.state).toBe('in_progress');
    expect(after.timeline.filter(({ note }) => note === NOTE)).toHaveLength(1);
    expect(after.files).toHaveLength(1);
    await page.reload();
    await page.locator('main input[type=file]').waitFor({ state: 'attached' });
    expect(await unsent(page).count()).toBe(0);
    const kept = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const opening = indexedDB.open('dutycycle-field');
          opening.onsuccess = () => {
            const reading = opening.result.transaction('actions').objectStore('actions').getAllKeys();
            reading.onsuccess = () => resolve(reading.result.map(String));
          };
        }),
    );
    expect(kept).toEqual(['of-a-stranger']);
  }, 600_000);

  it('is not blocked by a page that was left while it created the storage', async () => {
    const { page } = phone!;
    // A page that holds a lock is never frozen in the back/forward cache, where its open transaction would lock the
    // storage.
    await page.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      indexedDB.open = (name, version) => {
        void navigator.locks
          .query()
          .then(({ held }) => console.log('opening under', held?.map((lock) => lock.name).join()));
        return open(name, version);
      };
    });
    const opening = page.waitForEvent('console', (message) => message.text().startsWith('opening under'));
    await page.reload();
    expect((await opening).text()).toBe('opening under dutycycle-field');
    await page.locator('main input[type=file]').waitFor({ state: 'attached' });
  });

  it('is discarded only after a confirmation that names it', async () => {
    const { page } = phone!;
    await page.context().setOffline(true);
    await page.getByRole('button', { name: /^(Note|备注)/ }).click();
    await page.getByRole('dialog').locator('textarea').fill('To be discarded');
    await page.getByRole('dialog').locator('button[type=submit]').click();
    const discard = unsent(page).first().locator('button').last();
    await discard.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('To be discarded').waitFor();
    await savePicture(page, 'field-discard-phone');
    await dialog
      .locator('button')
      .filter({ hasText: /^(Go back|返回)$/ })
      .click();
    await dialog.waitFor({ state: 'detached' });
    expect(await unsent(page).count()).toBe(1);
    await discard.click();
    await dialog.getByRole('button', { name: /^(Discard|放弃)$/ }).click();
    await unsent(page).first().waitFor({ state: 'detached' });
    await page.context().setOffline(false);
  });
});
