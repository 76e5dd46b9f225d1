/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import {
  DESKTOP,
  hasHorizontalOverflow,
  launchBrowser,
  listAxeViolations,
  openVisitor,
  PHONE,
  savePicture,
  signIn,
  waitForPage,
} from '../support/browser.js';
import { waitForReports } from '../support/demo-reports.js';
import { MAX_LAYOUT_SHIFT, readLayoutShift, recordLayoutShifts } from '../support/layout-shift.js';
import { type RunningProduct, SETUP_TOKEN, startProduct } from '../support/product.js';
import { post } from './office.js';

const SETUP = {
  ...{ token: SETUP_TOKEN, makerName: 'Beihu Air', country: 'CN', zone: 'Asia/Shanghai' },
  ...{ adminName: 'Ada', email: 'ada@example.com', password: 'ada-opens-it' },
};

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** Checks that the page fits its window and that axe finds no errors. */
async function expectGoodPage(page: Page): Promise<void> {
  await waitForPage(page);
  expect(await hasHorizontalOverflow(page)).toBe(false);
  expect(await listAxeViolations(page)).toEqual([]);
}

/** Sets up the installation, and returns the status of the response. */
function setUp(page: Page): Promise<number> {
  return page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/v1/setup', { method: 'POST', headers, body })).status;
  }, JSON.stringify(SETUP));
}

/** Waits until the page has painted its current content. */
const paint = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

describe('the first visit of an empty installation', () => {
  let product: RunningProduct;

  beforeAll(async () => {
    product = await startProduct({ args: ['--empty'] });
  }, 600_000);

  afterAll(() => product?.stop());

  it('offers no people on the sign-in page, and shows the administrator what to do next', async () => {
    const { page, context } = await openVisitor(browser, product.portalUrl);
    await page.goto('/sign-in');
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await waitForPage(page);
    expect(await page.locator('main ul button').count()).toBe(0);

    expect(await setUp(page)).toBe(201);
    await page.goto('/today');
    await page.getByRole('heading', { name: 'Set up Dutycycle' }).waitFor();
    await page.getByText('0 of 7 done').waitFor();
    await expectGoodPage(page);
    await savePicture(page, 'checklist-desktop-en');

    await post(page, '/legal-entities', {
      name: 'Beihu Air Ltd',
      ...{ country: 'CN', currency: 'CNY', zone: 'Asia/Shanghai' },
    });
    await page.getByText('1 of 7 done').waitFor();
    expect(await page.locator('[aria-current=step]').innerText()).toContain('Add a machine model');
    await page.setViewportSize(PHONE);
    await expectGoodPage(page);
    await savePicture(page, 'checklist-phone-en');
    await context.close();
  });
});

describe('the demo world', () => {
  let product: RunningProduct;

  beforeAll(async () => {
    product = await startProduct({ env: { DUTYCYCLE_DEMO_DAYS: '31' } });
  }, 600_000);

  afterAll(() => product?.stop());

  it.each([
    ['Lin', '/today', DESKTOP, 'desktop'],
    ['Sari', '/field', PHONE, 'phone'],
    ['Marek', '/plant', PHONE, 'phone'],
  ] as const)('signs in %s by one click, who starts on %s', async (name, home, viewport, window) => {
    const { page, context } = await openVisitor(browser, product.portalUrl, { viewport });
    await page.goto('/sign-in');
    const person = page.getByRole('button', { name });
    await person.waitFor();
    await expectGoodPage(page);
    if (name !== 'Marek') await savePicture(page, `sign-in-${window}-en`);
    await person.click();
    await page.waitForURL((url) => url.pathname === home);
    await context.close();
  });

  it.each([
    ['contracts', /\/contracts\?/],
    ['the last invoice', /\/invoices\/[^/]+$/],
    ['alarms', /\/alarms\?/],
  ])("does not move the customer's first page when %s arrive late", async (_what, late) => {
    const { page, context } = await openVisitor(browser, product.portalUrl, { viewport: PHONE });
    await signIn(page, 'marek@demo.dutycycle.example');
    await waitForReports(page);
    await recordLayoutShifts(context);
    const arrived = new Promise<void>((resolve) => {
      page.on('requestfinished', (request) => late.test(request.url()) && resolve());
    });
    await page.route(late, async (route) => {
      await page.getByRole('heading', { name: 'Last 24 hours' }).waitFor();
      await paint(page);
      await route.continue();
    });
    await page.goto('/plant');
    await arrived;
    await waitForPage(page);
    expect(await readLayoutShift(page)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
    // A delayed request of a later refresh would use the page after it was closed.
    await page.unrouteAll({ behavior: 'wait' });
    await context.close();
  });

  it('opens with a tour that does not cover the page, and that the help menu shows again', async () => {
    const { page, context } = await openVisitor(browser, product.portalUrl, { tour: true });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Lin' }).click();
    const tour = page.getByRole('region', { name: 'Tour of the demo world' });
    await tour.getByText('Step 1 of 5').waitFor();
    await tour.getByRole('link', { name: 'Show this page' }).click();
    await page.waitForURL((url) => url.pathname === '/fleet');
    await waitForPage(page);
    const [content, panel] = await Promise.all([page.locator('#main').boundingBox(), tour.boundingBox()]);
    expect(content!.y + content!.height).toBeLessThanOrEqual(panel!.y + 1);
    await tour.getByRole('button', { name: 'Close tour' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('menuitem', { name: 'Tour of the demo world' }).click();
    await tour.getByText('Step 1 of 5').waitFor();
    await context.close();
  });
});
