import { notifications } from '@mantine/notifications';

/** Shows a toast at the top, because at the bottom it would cover the navigation bar. */
export function toastField(title: string): void {
  notifications.show({ title, message: null, position: 'top-center', autoClose: 5000 });
}
