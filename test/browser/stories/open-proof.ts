import type { Locator, Page } from 'playwright-core';

export interface OpenedProof {
  /** The title with the proven amount. */
  readonly title: string;
  /** Hash of all readings of the line, recalculated when the page was opened. */
  readonly hash: string;
  /** Displayed counter values of the readings of one half hour. */
  readonly readings: readonly string[];
}

/** The opened day and half hour: the 14th, and the 21st of its half hours. */
const DAY = 14;
const HALF_HOUR = 21;

/**
 * Traces an amount from a day of the month to a half hour of the day and its readings. The page is the same for maker
 * and customer.
 */
export async function openProof(page: Page): Promise<OpenedProof> {
  const column = (place: number): Locator => page.locator('main [role=group] > section').nth(place);
  const [days, steps, readings] = [column(1), column(2), column(3)];
  await readings.waitFor();
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await days
    .getByRole('button')
    .nth(DAY - 1)
    .click();
  await steps.getByRole('heading', { name: new RegExp(`\\b${DAY}\\b`) }).waitFor();
  const step = steps.getByRole('button').nth(HALF_HOUR - 1);
  await step.click();
  const [from = ''] = ((await step.textContent()) ?? '').match(/\d\d:\d\d/) ?? [];
  await readings.getByRole('heading', { name: new RegExp(from) }).waitFor();
  const rows = readings.locator('[class*=reading]:not([class*=head])');
  await rows
    .filter({ hasText: from.slice(0, 3) })
    .first()
    .waitFor();
  const values = await rows.evaluateAll((all) => all.map((row) => row.children.item(3)?.textContent ?? ''));
  const hash = (await page.locator('main p code').last().textContent()) ?? '';
  return { title, hash, readings: values };
}
