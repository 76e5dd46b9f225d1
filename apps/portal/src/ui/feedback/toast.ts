import { t } from 'i18next';
import type { ReactNode } from 'react';
import { showToast } from './toasts.js';

/** Shows a success message. Never show an error in a toast: an error stays where it occurred. */
export function toastDone(title: string, message?: ReactNode): void {
  showToast({
    title,
    message: message ?? null,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('common:action.close') },
    autoClose: 5000,
  });
}
