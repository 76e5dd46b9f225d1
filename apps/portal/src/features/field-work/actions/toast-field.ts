import { notifications } from '@mantine/notifications';

/** Says that something was done, at the top: at the bottom it would lie on the bar at the thumb. */
export function toastField(title: string): void {
  notifications.show({ title, message: null, position: 'top-center', autoClose: 5000 });
}
