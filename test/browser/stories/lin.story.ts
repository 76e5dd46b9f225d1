import type { Locator, Page } from 'playwright-core';
import { fetchJson, savePicture, waitForPage } from '../../support/browser.js';
import { openProof, type OpenedProof } from './open-proof.js';

export interface Row {
  readonly id: string;
  readonly number: string;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

interface Delivery extends Row {
  readonly depot: { readonly code: string };
  readonly machine: { readonly serial: string };
}

/** A machine of the demo world with a sticking valve, close to Sari's home. */
const HOT_MACHINE = 'BH55-2412-112';

/** Lin finds what needs attention, and goes from the fleet to the machine and from there to its ticket. */
export async function findTicket(page: Page): Promise<Row> {
  await page.waitForURL('**/today');
  await page.locator('main').getByText(HOT_MACHINE).first().waitFor();
  await page
    .getByRole('link', { name: /^Fleet/ })
    .first()
    .click();
  await page.locator('main').getByRole('row').filter({ hasText: HOT_MACHINE }).click();
  await page.waitForURL(/\/fleet\/[0-9a-f-]{36}/);
  const link = page.locator('main a[href^="/tickets/"]').first();
  const number = ((await link.textContent()) ?? '').trim();
  await link.click();
  await page.waitForURL(/\/tickets\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { name: new RegExp(number) }).waitFor();
  await page.locator('main canvas').first().waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  return { id, number };
}

export interface Proposal {
  readonly name: string;
  readonly reasons: readonly string[];
}

/**
 * Lin plans a visit of the technician who is suggested first.
 * @returns the technician and the reasons
 */
export async function assignBestTechnician(page: Page): Promise<Proposal> {
  const best = page
    .locator('main ol > li')
    .filter({ has: page.getByRole('button') })
    .first();
  await best.waitFor();
  const name = (await best.locator('p').first().textContent()) ?? '';
  const reasons = await best.locator('ul > li').allTextContents();
  await savePicture(page, 'ticket-candidates-desktop-en');
  await best.getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await savePicture(page, 'ticket-assign-desktop-en');
  await dialog.locator('button[type=submit]').click();
  await waitUntilClosed(dialog);
  return { name, reasons };
}

/**
 * Lin sends a kit that is ready in a depot.
 * @param today day of the product's clock
 * @returns the machine of the kit
 */
export async function sendKit(page: Page, depot: string, today: string): Promise<string> {
  const { items } = await fetchJson<{ items: Delivery[] }>(page, '/kit-deliveries?state=reserved');
  const delivery = items.find((one) => one.depot.code === depot);
  if (delivery === undefined) throw new Error(`No kit is reserved in ${depot}`);
  await page.goto(`/parts?delivery=${delivery.id}`);
  await page.locator('aside').getByRole('button', { name: 'Send kit', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const fields = dialog.locator('input');
  await fields.nth(0).fill('Kurir Demo');
  await fields.nth(1).fill('JKT-000481');
  const inTwoDays = dayOf(new Date(Date.parse(today) + 2 * 86_400_000));
  await fields.nth(2).fill(inTwoDays);
  await dialog.locator('button[type=submit]').click();
  await waitUntilClosed(dialog);
  return delivery.machine.serial;
}

interface Invoice extends Row {
  readonly contract: { readonly number: string };
  readonly periodTo: string;
}

/**
 * Finds the newest invoice of a contract for a month that has ended.
 * @param today day of the product's clock
 */
export async function findInvoice(page: Page, contract: string, today = dayOf(new Date())): Promise<Invoice> {
  const { items } = await fetchJson<{ items: Invoice[] }>(page, '/invoices?limit=100');
  const invoice = items.find((one) => one.contract.number === contract && one.periodTo <= today);
  if (invoice === undefined) throw new Error(`${contract} has no invoice for a month that has ended`);
  return invoice;
}

/** Lin approves a draft, and issues it to the customer. */
async function approveAndIssue(page: Page): Promise<void> {
  const actions = page.locator('main header');
  await actions.getByRole('button', { name: 'Approve invoice', exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const held of await dialog.getByRole('checkbox').all()) await held.check();
  await dialog.locator('button[type=submit]').click();
  await waitUntilClosed(dialog);
  await actions.getByRole('button', { name: 'Issue invoice', exact: true }).click();
  // Waits until the dialog shows the next invoice number.
  await dialog.locator('b').first().waitFor();
  await dialog.locator('button[type=submit]').click();
  await waitUntilClosed(dialog);
  await actions.getByRole('button', { name: 'Credit invoice' }).waitFor();
}

/** Waits until the dialog closes; if it stays open, fails with its text. */
async function waitUntilClosed(dialog: Locator): Promise<void> {
  try {
    await dialog.waitFor({ state: 'detached' });
  } catch (error) {
    throw new Error(`The dialog stayed open: ${await dialog.innerText()}`, { cause: error });
  }
}

/** Lin opens a draft invoice, approves and issues it, and traces its usage down to the readings. */
export async function openInvoice(page: Page, today?: string): Promise<OpenedProof> {
  await page.goto('/today');
  await page
    .getByRole('link', { name: /^Billing/ })
    .first()
    .click();
  await page.waitForURL('**/billing');
  const invoice = await findInvoice(page, 'K-PL-1', today);
  await page.locator(`main a[href="/billing/${invoice.id}"]`).first().click();
  await page.waitForURL(`**/billing/${invoice.id}`);
  await approveAndIssue(page);
  await page
    .locator('main')
    .getByRole('link', { name: /FM-PL-09/ })
    .first()
    .click();
  await page.waitForURL('**/billing/lines/*');
  await waitForPage(page);
  return openProof(page);
}

/**
 * Lin records a laboratory's test of the disputed meter. Fields that are omitted at first show an error.
 * @returns the result according to the contract
 */
export async function testMeter(page: Page, id: string): Promise<string> {
  await page.goto(`/disputes/${id}`);
  await page.getByRole('button', { name: 'Record meter test' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.locator('button[type=submit]');
  await send.click();
  await dialog.locator('[aria-invalid=true]').first().waitFor();
  await dialog.getByLabel('Test date', { exact: true }).fill('2026-11-20');
  await dialog.getByLabel('Previous test date').fill('2026-08-01');
  await dialog.getByLabel('Error').fill('3.4');
  await dialog.getByLabel('Report number').fill('GUM 4711/2026');
  await savePicture(page, 'meter-test-ask-desktop-en');
  await send.click();
  await waitUntilClosed(dialog);
  const tests = page.locator('main section').filter({ hasText: 'Meter tests' });
  const found = (await tests.locator('p').first().textContent()) ?? '';
  await savePicture(page, 'meter-test-desktop-en');
  return found;
}

/**
 * Lin finds the dispute among the open ones, and credits the claimed amount.
 * @returns the confirmation
 */
export async function resolveDispute(page: Page, id: string, answer: string): Promise<string> {
  await page
    .getByRole('link', { name: /^Disputes/ })
    .first()
    .click();
  await page.waitForURL('**/disputes');
  const { invoice } = await fetchJson<{ invoice: Row }>(page, `/disputes/${id}`);
  await page.locator('main').getByRole('row').filter({ hasText: invoice.number }).first().click();
  await page.waitForURL(`**/disputes/${id}`);
  await page.getByRole('button', { name: 'Resolve dispute', exact: true }).click();
  const dialog = page.getByRole('dialog');
  // Waits for the amount with tax, which the server calculates.
  await dialog.locator('dl b, dd b').first().waitFor();
  await dialog.locator('textarea').fill(answer);
  await savePicture(page, 'dispute-settle-desktop-en');
  await dialog.locator('button[type=submit]').click();
  await waitUntilClosed(dialog);
  await page.getByRole('heading', { name: /^Resolved by / }).waitFor();
  return (
    (await page
      .locator('main section')
      .filter({ hasText: /Resolved by/ })
      .getByRole('link')
      .textContent()) ?? ''
  );
}
