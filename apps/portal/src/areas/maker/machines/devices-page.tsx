import { useTranslation } from 'react-i18next';
import { DeviceList } from '../../../features/devices/device-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** All reporting devices and their credentials. */
export function DevicesPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('app:rail.devices')} aside={t('maker:devices.aside')} />
      <DeviceList />
    </div>
  );
}
