import { notifications } from '@mantine/notifications';
import { t } from 'i18next';
import type { ReactNode } from 'react';

/** Shows a success message. Never show an error in a toast: an error stays where it occurred. */
export function toastDone(title: string, message?: ReactNode): void {
  notifications.show({
    title,
    message: message ?? null,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('common:action.close') },
    autoClose: 5000,
  });
}
