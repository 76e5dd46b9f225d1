import { useTranslation } from 'react-i18next';
import { ExportList } from '../../exports/export-list.js';
import { PageHeader } from '../../ui/page-header.js';

/** Readings that leave the product as files, again and again. */
export function ExportsPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('app:rail.exports')} />
      <ExportList />
    </div>
  );
}
