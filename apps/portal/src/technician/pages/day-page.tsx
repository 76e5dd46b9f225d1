import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';

/** The technician's day: where next, is everything in the van, what changed. */
export function DayPage() {
  const { t } = useTranslation();
  return <PageHeader title={t('technician:nav.day')} />;
}
