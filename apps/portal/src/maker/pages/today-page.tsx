import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';

/** What needs somebody today. */
export function TodayPage() {
  const { t } = useTranslation();
  return <PageHeader title={t('maker:today.title')} />;
}
