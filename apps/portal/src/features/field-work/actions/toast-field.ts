import { showToast } from '../../../ui/feedback/toasts.js';

/** Shows a toast at the top, because at the bottom it would cover the navigation bar. */
export function toastField(title: string): void {
  showToast({ title, message: null, position: 'top-center', autoClose: 5000 });
}
