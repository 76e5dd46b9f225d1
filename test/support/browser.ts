/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Cookie,
  type Page,
  type Request,
} from 'playwright-core';
import { CHROMIUM_ARGUMENTS, findChromium } from './chromium.js';

/**
 * Folder for the pictures, set by `npm run pictures`. Without it, no picture is written, so that a test leaves the
 * working tree unchanged.
 */
const PICTURES = process.env.PICTURES;

/**
 * Timeout for each wait for a page. It only ends a wait that hangs, because on a busy machine a page can take many
 * seconds.
 */
export const HANGS_AFTER_MS = 120_000;

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: CHROMIUM_ARGUMENTS,
  });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Errors of the page and failed requests, except requests that the page aborted itself. */
  complaints: string[];
}

/** Opens a browser context for a person: window, language, time zone and colour scheme. */
export async function openVisitor(
  browser: Browser,
  portalUrl: string,
  options: {
    viewport?: { width: number; height: number };
    locale?: string;
    zone?: string;
    dark?: boolean;
    /** Cookies of a session that was started by another page. */
    cookies?: readonly Cookie[];
    /** Whether the tour of the demo world is shown, as on a first visit. */
    tour?: boolean;
  } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: portalUrl,
    viewport: options.viewport ?? DESKTOP,
    locale: options.locale ?? 'en-GB',
    timezoneId: options.zone ?? 'Europe/Warsaw',
    colorScheme: options.dark ? 'dark' : 'light',
    deviceScaleFactor: 1,
  });
  if (options.tour !== true) await context.addInitScript(closeTour);
  if (options.cookies) await context.addCookies([...options.cookies]);
  context.setDefaultTimeout(HANGS_AFTER_MS);
  const page = await context.newPage();
  traffic.set(page, watchTraffic(page));
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // The page itself aborts requests when it navigates.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${why}`);
  });
  return { page, context, complaints };
}

/** Runs in the page. A page without an origin has no storage. */
function closeTour(): void {
  if (window.origin !== 'null')
    window.localStorage.setItem('dutycycle-tour', JSON.stringify({ step: 0, isOpen: false }));
}

export async function signIn(page: Page, email: string, password = 'duty-demo'): Promise<void> {
  await page.goto('/');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
}

/** Requests of a page that have no response yet. */
interface Traffic {
  readonly open: Set<Request>;
  changedAt: number;
}

const traffic = new WeakMap<Page, Traffic>();
/**
 * Time between a response and its effect, such as a preview that waits until its form has been unchanged for a moment.
 */
const QUIET_MS = 300;

function watchTraffic(page: Page): Traffic {
  const seen: Traffic = { open: new Set(), changedAt: Date.now() };
  const note = (change: (request: Request) => unknown) => (request: Request) => {
    change(request);
    seen.changedAt = Date.now();
  };
  page.on(
    'request',
    note((request) => seen.open.add(request)),
  );
  page.on(
    'requestfinished',
    note((request) => seen.open.delete(request)),
  );
  page.on(
    'requestfailed',
    note((request) => seen.open.delete(request)),
  );
  // Requests of the previous page are no longer relevant.
  page.on('domcontentloaded', () => seen.open.clear());
  return seen;
}

/** Waits until no request is open, and until none has started or ended while the page was idle for a moment. */
async function waitForQuietNetwork(page: Page): Promise<void> {
  const seen = traffic.get(page);
  if (seen === undefined) throw new Error('Requests of this page are not observed');
  const until = Date.now() + HANGS_AFTER_MS;
  for (;;) {
    const { changedAt } = seen;
    const isIdle = await restInPage(page);
    if (isIdle && seen.open.size === 0 && seen.changedAt === changedAt) return;
    if (Date.now() > until)
      throw new Error(`Requests still open: ${[...seen.open].map((request) => request.url()).join(', ')}`);
  }
}

/**
 * Waits for a moment with timers of the page. On a busy machine, the earlier timers and the rendering of the page are
 * late as well, but they run first. A page that draws nothing may never be idle, so the wait is limited.
 * @returns false if the page has navigated away in the meantime
 */
async function restInPage(page: Page): Promise<boolean> {
  try {
    await page.evaluate(
      (ms) =>
        new Promise<void>((resolve) => {
          setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 10_000 }), ms);
        }),
      QUIET_MS,
    );
    return true;
  } catch (error) {
    if (page.isClosed()) throw error;
    return false;
  }
}

/** Navigates as with a click on a link, without reloading the portal. */
export async function follow(page: Page, path: string): Promise<void> {
  const seen = traffic.get(page);
  if (seen !== undefined) seen.changedAt = Date.now();
  await page.evaluate((to) => window.history.pushState({}, '', to), path);
}

/** Waits until the page is complete: no skeletons, fonts loaded, no open requests. */
export async function waitForPage(page: Page): Promise<void> {
  await waitForQuietNetwork(page);
  await page.evaluate(() => document.fonts.ready);
  await page.locator('[role=status][aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Saves the window's content as `<name>.png` if pictures are enabled. */
export async function savePicture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Calls the API as the user who is signed in on this page. */
export async function fetchJson<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => {
    const response = await fetch(`/api/v1${address}`);
    if (!response.ok) throw new Error(`${address} returned ${response.status}`);
    return (await response.json()) as Answer;
  }, path);
}

/** Returns a photo for an attachment, like one from a phone. Its type is detected from its bytes. */
export async function takePhoto(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 60 });
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer };
}

/**
 * Returns the violations of WCAG 2.1 A and AA found by axe, as readable lines.
 * @param without rules that are checked on the same page by another test
 */
export async function listAxeViolations(page: Page, without: readonly string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .disableRules([...without])
    // No page has a frame of another origin, so no second page is needed to merge the results.
    .setLegacyMode()
    .analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}`),
  );
}

/** Returns the page's URL and text, including dialogs, for a failure message. */
export async function describePage(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 5000 })
    .catch((error: unknown) => String(error));
  return `${page.url()}: ${text.replace(/\s+/g, ' ').slice(0, 1500)}`;
}

/** Returns true when any content makes the page wider than its window. */
export async function hasHorizontalOverflow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}
