import type { Page } from 'playwright-core';
import { fetchJson, takePhoto, savePicture, waitForPage } from '../../support/browser.js';
import { findInvoice, type Row } from './lin.story.js';
import { openProof, type OpenedProof } from './open-proof.js';

/** Number of answers: health, cost of the month, and the last invoice. */
const ANSWERS = 3;

interface CurrentUsage {
  readonly amount: { readonly amount: string; readonly currency: string };
}

export interface PlantAnswers {
  /** The answers on the page: health, cost of the month, the last invoice. */
  readonly words: readonly string[];
  readonly costShown: string;
  readonly costByApi: string;
}

/** Marek reads the answers of his first page: health, current cost, the last invoice. */
export async function readPlant(page: Page): Promise<PlantAnswers> {
  await page.waitForURL('**/plant');
  const sections = page.locator('main section').filter({ has: page.locator('h2') });
  // Each answer loads separately; the cost of the current month is the last one.
  await page.waitForFunction(
    (count) => document.querySelectorAll('main section h2 + p').length >= count,
    ANSWERS,
  );
  await waitForPage(page);
  const words = await sections.locator('h2 + p').allTextContents();
  const { items } = await fetchJson<{ items: Row[] }>(page, '/contracts');
  return { words, ...(await readCurrentCost(page, items[0]!)) };
}

/**
 * Compares the cost on the page with the response that this page received. The cost grows every second, so any other
 * response would differ.
 */
async function readCurrentCost(page: Page, contract: Row): Promise<Omit<PlantAnswers, 'words'>> {
  const apiResponse = page.waitForResponse((answer) =>
    answer.url().endsWith(`/contracts/${contract.id}/cost-so-far`),
  );
  await page.reload();
  const { amount } = (await (await apiResponse).json()) as CurrentUsage;
  const answer = page.locator('main a[href="/plant/costs"]').first();
  await answer.waitFor();
  await waitForPage(page);
  return { costShown: (await answer.textContent())?.replaceAll(',', '') ?? '', costByApi: amount.amount };
}

export interface Report {
  /** Number of required fields that were missing at the first attempt. */
  readonly missing: number;
  readonly ticket: Row;
  /** Width of the photo on the ticket page; zero if the photo could not be loaded. */
  readonly photoWidth: number;
}

/** Marek reports a problem with a photo. Fields that are omitted at first show an error. */
export async function reportProblem(page: Page, serial: string): Promise<Report> {
  const photo = await takePhoto(page);
  await page.getByRole('link', { name: 'Report a problem' }).first().click();
  await page.waitForURL('**/plant/report');
  const send = page.locator('main button[type=submit]');
  await send.click();
  await page.locator('main [aria-invalid=true]').first().waitFor();
  const missing = await page.locator('main [aria-invalid=true]').count();
  await savePicture(page, 'report-faults-desktop-en');
  await page.getByRole('combobox', { name: 'Machine' }).click();
  await page.getByRole('option', { name: new RegExp(serial) }).click();
  await page.locator('main textarea').first().fill('Oil under the cooler since this morning, a hand wide.');
  await page.getByLabel('Choose files').setInputFiles(photo);
  await send.click();
  await page.waitForURL(/\/plant\/visits\/[0-9a-f-]{36}/);
  const image = page.locator('main img[src^="/api/v1/files/"]').first();
  await image.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const shown = document.querySelector<HTMLImageElement>('main img[src^="/api/v1/files/"]');
    return shown !== null && shown.complete;
  });
  const photoWidth = await image.evaluate((shown) => (shown as HTMLImageElement).naturalWidth);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const { number } = await fetchJson<Row>(page, `/tickets/${id}`);
  return { missing, ticket: { id, number }, photoWidth };
}

/**
 * Marek looks at the parts in transit and confirms their receipt.
 * @returns number of parts in transit before and after
 */
export async function receiveParts(page: Page): Promise<{ before: number; after: number }> {
  await page.getByRole('link', { name: 'Plant', exact: true }).click();
  await page.locator('main a[href="/plant/data?tab=kits"]').click();
  const buttons = page.locator('main').getByRole('button', { name: 'Mark as received' });
  await buttons.first().waitFor();
  const before = await buttons.count();
  await savePicture(page, 'kits-desktop-en');
  await buttons.first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm receipt' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('main button')].filter((one) => one.textContent === 'Mark as received')
        .length < count,
    before,
  );
  return { before, after: await buttons.count() };
}

/** Marek opens the invoice of the last month and traces its usage to the readings, like Lin. */
export async function openBill(page: Page, today?: string): Promise<OpenedProof> {
  await page.getByRole('link', { name: 'Costs and invoices' }).click();
  await page.waitForURL('**/plant/costs');
  const invoice = await findInvoice(page, 'K-PL-1', today);
  await page.locator(`main a[href="/plant/costs/invoices/${invoice.id}"]`).first().click();
  await page.waitForURL(`**/plant/costs/invoices/${invoice.id}`);
  await page
    .locator('main')
    .getByRole('link', { name: /FM-PL-09/ })
    .first()
    .click();
  await page.waitForURL('**/plant/costs/lines/*');
  await waitForPage(page);
  return openProof(page);
}

/** Marek's claim: its text and the disputed net amount. */
export interface Claim {
  readonly words: string;
  readonly net: string;
}

/**
 * Marek disputes the line with the open proof. Fields that are omitted at first show an error.
 * @returns the id of the dispute
 */
export async function disputeLine(page: Page, { words, net }: Claim): Promise<string> {
  await page.getByRole('button', { name: 'Dispute', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.locator('button[type=submit]');
  await send.click();
  await dialog.locator('[aria-invalid=true]').first().waitFor();
  await dialog.locator('textarea').first().fill(words);
  await dialog.getByLabel(/^Disputed amount/).fill(net);
  await savePicture(page, 'dispute-ask-desktop-en');
  await send.click();
  await page.waitForURL(/\/plant\/costs\/disputes\/[0-9a-f-]{36}/);
  await page.locator('main blockquote').getByText(words).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Marek reads the decision. @returns the answer, and the resulting credit note */
export async function readDecision(page: Page): Promise<{ answer: string; creditNote: string }> {
  await page.reload();
  await page.getByRole('heading', { name: /^Resolved by / }).waitFor();
  const outcome = page.locator('main section').filter({ hasText: /Resolved by/ });
  return {
    answer: (await outcome.locator('blockquote').textContent()) ?? '',
    creditNote: (await outcome.getByRole('link').textContent()) ?? '',
  };
}
