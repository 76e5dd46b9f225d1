import { useTranslation } from 'react-i18next';
import { NotificationSettings } from '../../../features/notifications/notification-settings.js';
import { FieldHead } from '../../../ui/field/field-head.js';

/** The technician's notification settings. */
export function NotificationsPage() {
  const { t } = useTranslation();
  return (
    <>
      <FieldHead title={t('notifications.bell')} />
      <NotificationSettings />
    </>
  );
}
