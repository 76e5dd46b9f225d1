/// <reference lib="dom" />
import type { Browser } from 'playwright-core';
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
import { waitForDemo } from '../support/demo-history.js';
import { DEMO_DAY, type RunningProduct, startDemoWorld } from '../support/product.js';
import {
  type Booked,
  findAccount,
  importStatement,
  issueInvoices,
  openOf,
  countUnapplied,
  seePayment,
  writeStatement,
} from './stories/statement.story.js';

const MEBLE = 'Meble Przyklad';
const PARTS = 'Auto-Czesci Test';
const FEE = 2000;
/** More than the largest bank fee, so that the payment is certainly a part payment. */
const REST = 150_000;

describe('bank statements in the demo world', () => {
  let browser: Browser;
  let product: RunningProduct;

  beforeAll(async () => {
    browser = await launchBrowser();
    product = await startDemoWorld();
    // A draft that changes during the test can't be approved.
    await waitForDemo(product.databaseUrl, ['drafts', 'payments']);
  }, 1_800_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('are imported, and the payments that no reference matches are matched with the keyboard', async () => {
    const { page, context, complaints } = await openVisitor(browser, product.portalUrl, {
      viewport: DESKTOP,
    });
    await signIn(page, 'lin@demo.dutycycle.example');
    complaints.length = 0;
    // The demo world already has unapplied payments.
    const others = await countUnapplied(page);
    const issued = await issueInvoices(page, [MEBLE, PARTS], DEMO_DAY);
    const meble = issued.find(({ customer }) => customer.startsWith(MEBLE))!;
    const [large, small] = issued.filter(({ customer }) => customer.startsWith(PARTS));
    const lines: Booked[] = [
      { cents: meble.cents - REST, name: 'Meble', text: meble.creditorReference },
      { cents: large!.cents - FEE, name: 'First payer', text: `Invoice ${large!.number}` },
      { cents: small!.cents, name: PARTS, text: 'Compressed air' },
      { cents: REST, name: 'Third payer', text: 'Thank you' },
      { cents: -3500, name: 'Bank', text: 'Account fee' },
    ];
    await importStatement(page, 'statement.xml', writeStatement(await findAccount(page), DEMO_DAY, lines));
    expect(await openOf(page, meble)).toBe(REST);
    await savePicture(page, 'statement-import-desktop-en');

    await page.getByRole('link', { name: 'Match the rest' }).click();
    await page.getByText(`${others + 3} left`, { exact: true }).waitFor();
    // The demo's own payments are older, so they come first.
    for (let at = 0; at < others; at++) await page.keyboard.press('j');
    await seePayment(page, 'First payer');
    await waitForPage(page);
    await savePicture(page, 'matching-desktop-en');
    expect(await listAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await seePayment(page, PARTS);
    expect(await openOf(page, large!)).toBe(0);

    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('Enter');
    await seePayment(page, 'Third payer');
    expect(await openOf(page, small!)).toBe(0);

    await page.keyboard.press('m');
    await page.getByRole('combobox', { name: 'Number or customer' }).fill(meble.number);
    await page.getByRole('option').filter({ hasText: meble.number }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('main [role=option]').length === 1);
    await page.keyboard.press('Enter');
    await page.getByLabel('Amount, PLN').waitFor();
    expect(await listAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByText(`${others} left`, { exact: true }).waitFor();
    expect(await openOf(page, meble)).toBe(0);

    await page.keyboard.press('Control+z');
    await seePayment(page, 'Third payer');
    await page.getByText(`${others + 1} left`, { exact: true }).waitFor();
    expect(await openOf(page, meble)).toBe(REST);

    await page.setViewportSize(PHONE);
    await waitForPage(page);
    expect(await hasHorizontalOverflow(page)).toBe(false);
    await savePicture(page, 'matching-phone-en');
    expect(complaints).toEqual([]);
    await context.close();
  }, 600_000);
});
