import type { Page } from 'playwright-core';
import { fetchJson } from './browser.js';
import { until } from './eventually.js';

interface ListedMachine {
  readonly state: string;
}

/**
 * Waits until all machines that the signed-in customer of a demo world sees report. Until then, the customer's first
 * page states that the state of the plant is unknown, and its texts have other lengths.
 */
export async function waitForReports(page: Page): Promise<void> {
  await until(async () => {
    const { items } = await fetchJson<{ items: readonly ListedMachine[] }>(page, '/machines?limit=100');
    return items.every(({ state }) => state !== 'silent' && state !== 'unknown');
  });
}
