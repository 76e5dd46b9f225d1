import { notifications } from '@mantine/notifications';
import { t } from 'i18next';
import type { ReactNode } from 'react';

/** Shows a success message. Errors must not use toasts: they stay where they happened. */
export function toastDone(title: string, message?: ReactNode): void {
  notifications.show({
    title,
    message: message ?? null,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('common:action.close') },
    autoClose: 5000,
  });
}
