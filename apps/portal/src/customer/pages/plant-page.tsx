import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';

/** The customer's first page: is the air fine, what will this month cost, is the bill right. */
export function PlantPage() {
  const { t } = useTranslation();
  return <PageHeader title={t('customer:nav.plant')} />;
}
