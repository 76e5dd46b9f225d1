import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportJobDialog } from '../../../features/exports/jobs/export-job-dialog.js';
import { ExportJobList } from '../../../features/exports/jobs/export-job-list.js';
import { ExportList } from '../../../features/exports/schedules/export-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** Exports of readings to files, on a schedule or once. */
export function ExportsPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <div>
      <PageHeader title={t('app:rail.exports')} />
      <ExportList />
      <ExportJobList
        action={
          <Button
            variant="default"
            leftSection={<IconFileExport size={16} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            {t('exports.once.add')}
          </Button>
        }
      />
      {adding ? <ExportJobDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
