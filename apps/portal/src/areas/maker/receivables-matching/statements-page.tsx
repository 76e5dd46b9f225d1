import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { ImportList } from '../../../features/receivables-import/statements/import-list.js';
import { UploadZone } from '../../../features/receivables-import/statements/upload-zone.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** Uploaded bank statements, with a zone to upload more. */
export function StatementsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const open = (importId: string): void =>
    void navigate({ to: '/receivables/statements/$importId', params: { importId } });
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.receivables'), to: '/receivables' }]}
        title={t('maker:statements.title')}
        aside={t('maker:statements.aside')}
        actions={
          <Button variant="default" component={Link} to="/receivables/matching">
            {t('maker:matching.title')}
          </Button>
        }
      />
      {may('payments.match') ? (
        <UploadZone
          onSent={(importIds) => {
            const [only] = importIds;
            if (only !== undefined && importIds.length === 1) open(only);
          }}
        />
      ) : null}
      <ImportList onOpen={open} />
    </div>
  );
}
