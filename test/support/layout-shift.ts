/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';

/** Limit of the cumulative layout shift (CLS) of a page that users perceive as stable, by the Core Web Vitals. */
export const MAX_LAYOUT_SHIFT = 0.1;

declare global {
  interface Window {
    /** Set by `recordLayoutShifts`. */
    layoutShift?: number;
  }
}

/** Sums the layout shifts of each page that the context opens from now on. */
export async function recordLayoutShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(observeShifts);
}

/** Returns the sum of all shifts, which is an upper bound of CLS, the largest sum within five seconds. */
export function readLayoutShift(page: Page): Promise<number> {
  return page.evaluate(() => window.layoutShift ?? 0);
}

/** Runs in the page before its scripts. */
function observeShifts(): void {
  new PerformanceObserver((list) => {
    // TypeScript's library does not have the type of these entries.
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) window.layoutShift = (window.layoutShift ?? 0) + entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}
