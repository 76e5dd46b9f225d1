import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';
import { DeviceList } from '../devices/device-list.js';

/** Everything that reports, and what it signs in with. */
export function DevicesPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('app:rail.devices')} aside={t('maker:devices.aside')} />
      <DeviceList />
    </div>
  );
}
