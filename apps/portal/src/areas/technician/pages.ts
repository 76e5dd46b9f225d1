import { loadErrorTexts } from '../../i18n/i18n.js';
import { loadToasts } from '../../ui/feedback/toasts.js';

/** Pages of the field app. Each is a separate chunk, so that the first one loads quickly. */
export const PAGES = {
  day: () => import('./day/day-page.js'),
  ticket: loadTicketPage,
  scan: () => import('./pages/scan-page.js'),
  machine: () => import('./pages/machine-page.js'),
  parts: () => import('./pages/parts-page.js'),
  inbox: () => import('./pages/inbox-page.js'),
  me: () => import('./pages/me-page.js'),
  notifications: () => import('./pages/notifications-page.js'),
} as const;

/** Loads the dialog that discards unsent actions with the page, because there may be no network when it is opened. */
async function loadTicketPage() {
  const [page] = await Promise.all([
    import('./pages/ticket-page.js'),
    import('../../features/field-work/actions/discard-dialog.js'),
  ]);
  return page;
}

/**
 * Prefetches all pages after the first one is shown, because there may be no network later, for example underground.
 */
export async function fetchAllPages(): Promise<void> {
  await Promise.allSettled([
    ...Object.values(PAGES).map((load) => load()),
    import('../../features/field-work/scan/detect-label.js'),
    import('../../features/notifications/notification-popover.js'),
    loadToasts(),
    loadErrorTexts(),
  ]);
}
