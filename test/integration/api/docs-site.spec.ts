import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openVisitor, waitForPage } from '../../support/browser.js';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { get as getFrom } from '../../support/http.js';

const PAGES = { 'index.html': 'start', 'billing/meters.html': 'meters', '404.html': 'missing' };

let database: TestDatabase;
let api: RunningApi;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dutycycle-docs-'));
  for (const name of ['assets', 'billing']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'assets', 'app.3f2a.js'), 'export {};');
  for (const [path, title] of Object.entries(PAGES))
    writeFileSync(join(folder, path), `<!doctype html><title>${title}</title>`);
  database = await createTestDatabase();
  api = await startApi(database, { DOCS_FOLDER: folder });
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, accept = 'text/html,*/*;q=0.8') => getFrom(api, path, { accept });

describe('the docs', () => {
  it.each([
    ['/docs/', 'start'],
    ['/docs/billing/meters', 'meters'],
    ['/docs/billing/meters#steps', 'meters'],
  ])('are served at %s', async (path, title) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<title>${title}</title>`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('allow caching forever only for hashed files', async () => {
    const script = await get('/docs/assets/app.3f2a.js');
    expect(script.headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
  });

  it.each(['/docs/billing/none', '/docs/..%2fpackage.json', '/docs/.git/config'])(
    'return 404 for %s, with a page for browsers',
    async (path) => {
      const page = await get(path);
      expect(page.status).toBe(404);
      expect(page.text).toContain('<title>missing</title>');
      const problem = await get(path, 'application/json');
      expect(problem.status).toBe(404);
      expect(problem.text).toContain('api.route_not_found');
    },
  );
});

describe('the built docs', () => {
  let product: RunningApi;
  let browser: Browser;

  beforeAll(async () => {
    product = await startApi(database);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it.each([
    ['desktop', { width: 1440, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ])(
    'can be read, searched and navigated on a %s, under the content security policy',
    async (_, viewport) => {
      const { page, context, complaints } = await openVisitor(browser, product.url, {
        locale: 'en-GB',
        viewport,
        zone: 'Europe/Warsaw',
      });
      await page.goto('/docs/');
      await page.getByRole('heading', { level: 1, name: 'Dutycycle' }).waitFor();
      await page.locator('.diagram svg text').first().waitFor();
      await page.locator('.vp-doc a[href="/docs/flows"]').first().click();
      await page.waitForURL('/docs/flows');
      await page.getByRole('button', { name: 'Search' }).first().click();
      await page.getByRole('searchbox').fill('proof pack');
      await page.getByRole('option').first().click();
      await page.waitForURL(/\/docs\/.+#/);
      await waitForPage(page);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
