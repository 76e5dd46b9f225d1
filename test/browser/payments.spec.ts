/// <reference lib="dom" />
import type { Browser } from 'playwright-core';
import {
  fetchJson,
  launchBrowser,
  listAxeViolations,
  openVisitor,
  signIn,
  waitForPage,
} from '../support/browser.js';
import { waitForDemo } from '../support/demo-history.js';
import { type RunningProduct, startDemoWorld } from '../support/product.js';

interface OpenItem {
  readonly documentId: string;
  readonly number: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly open: { readonly amount: string; readonly currency: string };
}

/** Payments are recorded in this currency; the customer with the most open documents in the demo world pays in it. */
const CURRENCY = 'PLN';
/** Exceeds the open amount of each of this customer's documents, so that two of them can be paid. */
const AMOUNT = '9000';

describe('a payment in a real browser', () => {
  let product: RunningProduct;
  let browser: Browser;

  beforeAll(async () => {
    product = await startDemoWorld();
    browser = await launchBrowser();
    await waitForDemo(product.databaseUrl, ['payments']);
  }, 1_800_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is recorded, allocated to two documents by keyboard, and undone for one', async () => {
    const lin = await openVisitor(browser, product.portalUrl, { zone: 'Asia/Shanghai' });
    const { page } = lin;
    await signIn(page, 'lin@demo.dutycycle.example');
    lin.complaints.length = 0;
    const own = documentsOfOneCustomer(await openItems(page));
    expect(own).toHaveLength(2);
    const [older, newer] = own as [OpenItem, OpenItem];

    await page.goto('/receivables');
    await page.getByRole('button', { name: 'Record payment' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Received by' }).click();
    await page.getByRole('option', { name: /Beihu Air Serwis/ }).click();
    await dialog.getByLabel(`Amount, ${CURRENCY}`).fill(AMOUNT);
    await dialog.getByRole('combobox', { name: 'Customer' }).fill(older.customer.name.slice(0, 12));
    await page.getByRole('option', { name: older.customer.name }).click();
    await dialog.getByLabel('Payment reference').fill(`invoice ${newer.number}`);
    await dialog.locator('button[type=submit]').click();
    await page.waitForURL(/\/receivables\/payments\/[0-9a-f-]{36}/);

    // The document that the payer quotes comes first.
    const quoted = page.getByRole('checkbox', { name: new RegExp(`^${newer.number}`) });
    await quoted.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await listAxeViolations(page)).toEqual([]);
    const second = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    expect(second).toContain(older.number);
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');

    const used = page.getByRole('grid', { name: 'Allocations' });
    await used.getByRole('row').filter({ hasText: older.number }).waitFor();
    await used.getByRole('row').filter({ hasText: newer.number }).waitFor();
    await page.getByRole('button', { name: `Undo the allocation to ${older.number}` }).click();
    await dialog.getByLabel('Reason').fill('Belongs to another invoice');
    await dialog.getByRole('button', { name: 'Undo allocation' }).click();
    await dialog.waitFor({ state: 'detached' });
    await used.getByText('Belongs to another invoice').waitFor();
    const after = await openItems(page);
    const openOf = ({ documentId }: OpenItem): string | undefined =>
      after.find((item) => item.documentId === documentId)?.open.amount;
    expect(openOf(older)).toBe(older.open.amount);
    expect(Number(openOf(newer) ?? 0)).toBe(Math.max(0, Number(newer.open.amount) - Number(AMOUNT)));
    expect(lin.complaints).toEqual([]);
    await lin.context.close();
  }, 300_000);

  it('is listed for the customer with what is open and overdue', async () => {
    const marek = await openVisitor(browser, product.portalUrl);
    const { page } = marek;
    await signIn(page, 'marek@demo.dutycycle.example');
    await page.goto('/plant/costs');
    await page.getByText(/ is overdue, the oldest part since /).waitFor();
    const payments = page.getByRole('grid', { name: 'Payments' });
    await payments.getByRole('link').first().click();
    await page.waitForURL(/\/plant\/costs\/payments\//);
    await waitForPage(page);
    // Customers can't undo allocations.
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
    const document = page.getByRole('grid', { name: 'Allocations' }).getByRole('link').first();
    const number = (await document.textContent()) ?? '';
    await document.click();
    await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
    await page
      .getByRole('link', { name: /^Payment received on / })
      .first()
      .waitFor();
    await marek.context.close();
  }, 300_000);
});

async function openItems(page: Parameters<typeof fetchJson>[0]): Promise<OpenItem[]> {
  const { items } = await fetchJson<{ items: OpenItem[] }>(
    page,
    `/open-items?open=true&currency=${CURRENCY}&limit=100`,
  );
  return items.filter(({ open }) => !open.amount.startsWith('-'));
}

/** The first and the last due document of a customer with at least three; empty if there is none yet. */
function documentsOfOneCustomer(items: readonly OpenItem[]): OpenItem[] {
  const own = items.find(
    ({ customer }) => items.filter((item) => item.customer.id === customer.id).length >= 3,
  );
  const all = items.filter(({ customer }) => customer.id === own?.customer.id);
  return all.length < 3 ? [] : [all[0]!, all.at(-1)!];
}
