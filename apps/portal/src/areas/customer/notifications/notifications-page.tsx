import { useTranslation } from 'react-i18next';
import { NotificationSettings } from '../../../features/notifications/notification-settings.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** The user's notification settings. */
export function NotificationsPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('notifications.bell')} />
      <NotificationSettings />
    </>
  );
}
