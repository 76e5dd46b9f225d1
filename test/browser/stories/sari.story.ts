import type { Page } from 'playwright-core';
import { takePhoto, savePicture, waitForPage } from '../../support/browser.js';
import type { Row } from './lin.story.js';

/** Marks the page, so that `isSamePage` can detect a reload. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-opened', 'before'));
}

export async function isSamePage(page: Page): Promise<boolean> {
  return page.evaluate(() => document.body.getAttribute('data-opened') === 'before');
}

/** Waits until the open page shows a new visit without a reload. */
export async function waitForVisit(page: Page, { number }: Row): Promise<void> {
  await page
    .getByRole('status')
    .getByRole('link', { name: new RegExp(number) })
    .waitFor();
  await savePicture(page, 'field-live-phone-en');
}

/**
 * Sari opens the visit from its notification, accepts it and starts.
 * @returns the text about evidence and parts on the ticket page
 */
export async function acceptAndStart(
  page: Page,
  { id, number }: Row,
): Promise<{ curve: boolean; parts: string }> {
  await page
    .getByRole('status')
    .getByRole('link', { name: new RegExp(number) })
    .click();
  await page.waitForURL(`**/field/tickets/${id}`);
  const curve = page.locator('main canvas').first();
  await curve.waitFor();
  await waitForPage(page);
  const parts = (await page.locator('main').textContent()) ?? '';
  await savePicture(page, 'field-job-phone-en');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('button', { name: 'Start work' }).click();
  await page.getByRole('button', { name: 'Close ticket' }).waitFor();
  return { curve: await curve.isVisible(), parts };
}

/** Sari takes a photo and finds it in the timeline of the ticket. */
export async function addPhoto(page: Page): Promise<void> {
  await page.locator('main input[type=file]').setInputFiles(await takePhoto(page));
  await page.getByRole('tab', { name: 'History' }).click();
  await page.locator('main img[src^="/api/v1/files/"]').first().waitFor();
}

/** Sari confirms the receipt of a kit. */
export async function receiveKit(page: Page, serial: string): Promise<void> {
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  const words = page.locator('main').getByText(new RegExp(`KIT-\\d+, ${serial}`));
  await words.waitFor();
  await savePicture(page, 'field-parts-phone-en');
  const receive = page.getByRole('button', { name: 'Receive', exact: true });
  await page
    .locator('main div')
    .filter({ hasText: serial })
    .filter({ has: receive })
    .last()
    .getByRole('button')
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(serial).waitFor();
  await dialog.getByRole('button', { name: 'Confirm receipt' }).click();
  await words.waitFor({ state: 'detached' });
}

/**
 * Sari closes the ticket. Fields that are omitted at first show an error.
 * @returns number of required fields that were missing at the first attempt
 */
export async function closeJob(page: Page, { id, number }: Row): Promise<number> {
  await page.getByRole('link', { name: 'Day', exact: true }).click();
  await page.locator(`main a[href="/field/tickets/${id}"]`).first().click();
  await page.getByRole('button', { name: 'Close ticket' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  const send = sheet.locator('button[type=submit]');
  await send.click();
  await sheet.locator('[aria-invalid=true]').first().waitFor();
  const missing = await sheet.locator('[aria-invalid=true]').count();
  await savePicture(page, 'field-close-phone-en');
  const selects = sheet.locator('select');
  for (let field = 0; field < 3; field += 1) await selects.nth(field).selectOption({ index: 1 });
  await sheet.locator('textarea').fill('Valve TV-71 changed; 82 °C after an hour under load.');
  await send.click();
  await sheet.waitFor({ state: 'detached' });
  await page
    .getByText(`${number} is closed`)
    .or(page.getByText('Closed', { exact: true }))
    .first()
    .waitFor();
  return missing;
}
