/// <reference lib="dom" />
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** Where pictures go; `npm run pictures` sets it. Without it none is written: a test leaves the tree as it was. */
const PICTURES = process.env.PICTURES;

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function launchBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath)
    throw new Error('Chromium is needed: install the package chromium, or point CHROMIUM at one');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Everything the page complained about in its console, and every request that failed. */
  complaints: string[];
}

/** A person at a screen of their own: window, language, zone and colour scheme. */
export async function openVisitor(
  browser: Browser,
  portalUrl: string,
  options: {
    viewport?: { width: number; height: number };
    locale?: string;
    zone?: string;
    dark?: boolean;
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
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // The page itself gives up requests when it moves on.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${why}`);
  });
  return { page, context, complaints };
}

export async function signIn(page: Page, email: string, password = 'duty-demo'): Promise<void> {
  await page.goto('/');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
}

/** Waits until the page has what it shows: no skeleton, fonts loaded, no request for half a second. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  await page
    .locator('[role=status] [aria-hidden]')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => undefined);
}

/** Keeps what the window shows as `<name>.png`, where pictures are asked for. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** What the api answers to the person who is signed in on this page. */
export async function ask<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => {
    const response = await fetch(`/api/v1${address}`);
    if (!response.ok) throw new Error(`${address} was answered ${response.status}`);
    return (await response.json()) as Answer;
  }, path);
}

/** A photo to attach, as a phone would send it: what a file is, is found out from its bytes. */
export async function photograph(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 60 });
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer };
}

/** What axe finds wrong, WCAG 2.1 A and AA, as lines to read. */
export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}`),
  );
}

/** Whether anything makes the page wider than its window. */
export async function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}
