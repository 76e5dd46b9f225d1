import type { NotificationData } from '@mantine/notifications';
import { lazy, Suspense } from 'react';

/** Loads the code that shows toasts, which is large, and which most pages never need. */
export const loadToasts = () => import('@mantine/notifications');

let showFirst: () => void;
const first = new Promise<void>((resolve) => {
  showFirst = resolve;
});

const Notifications = lazy(async () => {
  await first;
  return { default: (await loadToasts()).Notifications };
});

/** Place of the toasts on the page. */
export function Toasts() {
  return (
    <Suspense fallback={null}>
      <Notifications position="bottom-right" limit={3} />
    </Suspense>
  );
}

/** Shows a toast. It is lost if its code cannot be loaded, so it must not be the only result of an action. */
export function showToast(toast: NotificationData): void {
  showFirst();
  loadToasts().then(
    ({ notifications }) => notifications.show(toast),
    () => undefined,
  );
}
