import { loadErrorTexts } from '../../i18n/i18n.js';

/** The pages of the field app, each a chunk of its own, so that the first one is there fast. */
export const PAGES = {
  day: () => import('./day/day-page.js'),
  ticket: () => import('./pages/ticket-page.js'),
  scan: () => import('./pages/scan-page.js'),
  machine: () => import('./pages/machine-page.js'),
  parts: () => import('./pages/parts-page.js'),
  inbox: () => import('./pages/inbox-page.js'),
  me: () => import('./pages/me-page.js'),
} as const;

/** Fetches every page once the first one stands: below ground there is no network to fetch them from. */
export async function fetchAllPages(): Promise<void> {
  await Promise.allSettled([
    ...Object.values(PAGES).map((load) => load()),
    import('../../features/field-work/scan/detect-label.js'),
    loadErrorTexts(),
  ]);
}
